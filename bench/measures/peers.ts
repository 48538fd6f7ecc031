import { bare } from '../lib/build-bare.ts'
import { callInTurns, callOver, callsEach, mapValues } from '../lib/calls.ts'
import { connectHttp } from '../lib/http-client.ts'
import { inTurns } from '../lib/in-turns.ts'
import { peerNames, startMcpProxy, startSupergateway } from '../lib/peers.ts'
import type { Connection } from '../lib/protocol.ts'
import { comparedRow, durationRow, type Row, type Section } from '../lib/row.ts'
import { gateBin, type HttpServer, plain, startHttp, startLoopHttp } from '../lib/servers.ts'
import { compare, type Rounds } from '../lib/statistics.ts'

// The only era that every one of them serves with a session.
const era = '2025-11-25'
const flight = { callers: 32, callsEach: 8, rounds: 10 }

type Name = 'ours' | 'mcp-proxy' | 'supergateway' | 'bare server'
type Others = Exclude<Name, 'ours'>

/** Ours over HTTP beside the programs that put a stdio server behind HTTP. */
export async function measurePeers(): Promise<Section> {
  const servers: Record<Name, HttpServer> = {
    ours: await startLoopHttp(gateBin),
    'mcp-proxy': await startMcpProxy(),
    supergateway: await startSupergateway(),
    'bare server': await startHttp(plain([bare.http])),
  }
  const alone = await callInTurns(await connected(servers))
  const together = await inTurns(
    flight.rounds,
    mapValues(await connected(servers), (connection) => () => callsPerSecond(connection)),
  )
  for (const server of Object.values(servers)) await server.stop()
  return { title: `Over HTTP, session of ${era}, loop-gate / peer`, rows: rowsOf(alone, together), notes }
}

const notes = [
  `One session each. p50 and p95: ${callsEach} calls, one after the other, in turns of 30. Calls a second: ${flight.callers} in flight,`,
  `${flight.rounds} rounds of ${flight.callers * flight.callsEach}; more is better, so here the ratio should be large.`,
  `${peerNames} stand before the bare stdio server, which keeps nothing; ours checks a key and keeps each decision.`,
]

async function connected(servers: Record<Name, HttpServer>): Promise<Record<Name, Connection>> {
  const entries = Object.entries<HttpServer>(servers).map(async ([name, server]) => [name, await connectHttp(server, era)] as const)
  return Object.fromEntries(await Promise.all(entries)) as Record<Name, Connection>
}

async function callsPerSecond(connection: Connection): Promise<[number]> {
  const call = callOver(connection)
  const started = performance.now()
  const caller = async () => {
    for (let index = 0; index < flight.callsEach; index += 1) await call(index)
  }
  await Promise.all(Array.from({ length: flight.callers }, caller))
  return [(flight.callers * flight.callsEach * 1000) / (performance.now() - started)]
}

function rowsOf(alone: Record<Name, Rounds>, together: Record<Name, Rounds>): Row[] {
  const others: Others[] = ['mcp-proxy', 'supergateway', 'bare server']
  return others.flatMap((other) => [
    durationRow(`${other}, p50`, compare(alone.ours, alone[other])),
    durationRow(`${other}, p95`, compare(alone.ours, alone[other], 0.95)),
    comparedRow(`${other}, calls a second`, compare(together.ours, together[other]), { format: (rate) => `${Math.round(rate)} /s` }),
  ])
}
