import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { bare } from '../lib/build-bare.ts'
import { callOver } from '../lib/calls.ts'
import { inTurns } from '../lib/in-turns.ts'
import type { Connection, Era } from '../lib/protocol.ts'
import { comparedRow, type Row, type Section } from '../lib/row.ts'
import { gateBin, gatewayBin, loop, plain } from '../lib/servers.ts'
import { compare, type Rounds } from '../lib/statistics.ts'
import { type Command, connectStdio } from '../lib/stdio-client.ts'

const rounds = 5
const idleMilliseconds = 500

/** What a server that waits for work holds of the machine's memory. */
export async function measureMemory(): Promise<Section> {
  const { ours, called, gateway, bundled, unbundled } = await inTurns(rounds, {
    ours: resident(loop(gateBin)),
    called: resident(loop(gateBin), (connection) => callOver(connection)(0)),
    gateway: resident(loop(gatewayBin)),
    bundled: resident(plain([bare.bundled])),
    unbundled: resident(plain([bare.unbundled])),
  })
  return {
    title: 'Resident memory, idle after the first tools/list over stdio',
    rows: [
      row('loop-gate / bare server', ours, unbundled),
      row('loop-gate / bare server, bundled as ours', ours, bundled),
      row('loop-gate after a first call / bare server', called, unbundled),
      row('gateway / bare server', gateway, unbundled),
    ],
    notes: [`${rounds} processes each, in turns; a first call is what opens the database.`],
  }
}

function row(measure: string, ours: Rounds, theirs: Rounds): Row {
  return comparedRow(measure, compare(ours, theirs), { format: mebibytes })
}

export function mebibytes(kibibytes: number): string {
  return `${(kibibytes / 1024).toFixed(1)} MiB`
}

type Work = (connection: Connection) => Promise<unknown>

export function resident(command: Command, work: Work = async () => {}, era: Era = '2026-07-28') {
  return async () => {
    const connection = await connectStdio(command, era)
    await connection.request('tools/list')
    await work(connection)
    await setTimeout(idleMilliseconds)
    const kibibytes = residentOf(connection.pid)
    await connection.close()
    return [kibibytes]
  }
}

function residentOf(pid: number): number {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1])
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
}
