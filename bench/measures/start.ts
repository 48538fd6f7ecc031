import { once } from 'node:events'
import { bare } from '../lib/build-bare.ts'
import { inTurns } from '../lib/in-turns.ts'
import { startNode } from '../lib/processes.ts'
import type { Era } from '../lib/protocol.ts'
import { durationRow, type Section } from '../lib/row.ts'
import { gateBin, gatewayBin, loop, plain } from '../lib/servers.ts'
import { compare } from '../lib/statistics.ts'
import { type Command, connectStdio } from '../lib/stdio-client.ts'

const rounds = 20

/** From starting the process to its first list of tools. */
export async function measureStart(): Promise<Section> {
  const results = await inTurns(rounds, {
    ours: firstList(loop(gateBin)),
    gateway: firstList(loop(gatewayBin)),
    bundled: firstList(plain([bare.bundled])),
    unbundled: firstList(plain([bare.unbundled])),
    node: async () => [await emptyNode()],
  })
  const { ours, gateway, bundled, unbundled, node } = results
  return {
    title: 'Start to first tools/list over stdio',
    rows: [
      durationRow('loop-gate / bare server', compare(ours, unbundled), 1.3),
      durationRow('loop-gate / bare server, bundled as ours', compare(ours, bundled), 1.3),
      durationRow('gateway / bare server', compare(gateway, unbundled), 1.3),
      durationRow('loop-gate / node -e 0', compare(ours, node)),
    ],
    notes: [`${rounds} starts each, in turns; half of them open with initialize, half with server/discover.`],
  }
}

function firstList(command: Command) {
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
