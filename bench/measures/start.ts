import { once } from 'node:events'
import { bare } from '../lib/build-bare.ts'
import { inTurns } from '../lib/in-turns.ts'
import { startNode } from '../lib/processes.ts'
import type { Era } from '../lib/protocol.ts'
import { durationRow, type Row, type Section } from '../lib/row.ts'
import { gateBin, gatewayBin, loop, plain } from '../lib/servers.ts'
import { compare, type Rounds } from '../lib/statistics.ts'
import { type Command, connectStdio } from '../lib/stdio-client.ts'

const rounds = 16
const most = 1.3

/** From starting the process to its first list of tools. */
export async function measureStart(): Promise<Section> {
  const results = await inTurns(rounds, {
    gate: firstList(loop(gateBin)),
    gateway: firstList(loop(gatewayBin)),
    bundled: firstList(plain([bare.bundled])),
    unbundled: firstList(plain([bare.unbundled])),
    node: async () => [await emptyNode()],
  })
  const notes = [`${rounds} starts each, in turns; half of them open with initialize, half with server/discover.`]
  return { title: 'Start to first tools/list over stdio', rows: rowsOf(results), notes }
}

function rowsOf({ gate, gateway, bundled, unbundled, node }: Record<'gate' | 'gateway' | 'bundled' | 'unbundled' | 'node', Rounds>): Row[] {
  return [
    durationRow('loop-gate / bare server', compare(gate, unbundled), most),
    durationRow('loop-gate / bare server, bundled as ours', compare(gate, bundled), most),
    durationRow('gateway / bare server', compare(gateway, unbundled), most),
    durationRow('gateway / bare server, bundled as ours', compare(gateway, bundled), most),
    durationRow('loop-gate / node -e 0', compare(gate, node)),
  ]
}

export function firstList(command: Command) {
  return async (round: number) => [await startOf(command, round % 4 < 2 ? '2025-11-25' : '2026-07-28')]
}

async function startOf(command: Command, era: Era): Promise<number> {
  const started = performance.now()
  const connection = await connectStdio(command, era)
  await connection.request('tools/list')
  const duration = performance.now() - started
  await connection.close()
  return duration
}

async function emptyNode(): Promise<number> {
  const started = performance.now()
  await once(startNode(['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - started
}
