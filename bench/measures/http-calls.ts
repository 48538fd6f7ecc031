import { bare } from '../lib/build-bare.ts'
import { callInTurns, callsEach } from '../lib/calls.ts'
import { connectHttp } from '../lib/http-client.ts'
import type { Era } from '../lib/protocol.ts'
import { durationRow, type Row, type Section } from '../lib/row.ts'
import { gateBin, type HttpServer, nothingKept, plain, startHttp, startLoopHttp } from '../lib/servers.ts'
import { compare } from '../lib/statistics.ts'

/** One call of the tool over HTTP, in both protocol eras. */
export async function measureHttpCalls(): Promise<Section> {
  const servers = {
    ours: await startLoopHttp(gateBin),
    oursWithout: await startLoopHttp(gateBin, { ...nothingKept, LOOP_AUTH: 'none' }),
    theirs: await startHttp(plain([bare.http])),
  }
  const rows = [...(await rowsOf('2026-07-28', servers)), ...(await rowsOf('2025-11-25', servers))]
  for (const server of Object.values(servers)) await server.stop()
  return {
    title: 'Tool call over HTTP, loop-gate / bare server',
    rows,
    notes: [
      `${callsEach} calls each and era, in turns of 30. Ours checks host, origin and key of each request and keeps each decision; the bare server does none of it.`,
      '"No key, nothing kept" is LOOP_AUTH=none and a database that cannot be opened.',
    ],
  }
}

async function rowsOf(era: Era, servers: Record<'ours' | 'oursWithout' | 'theirs', HttpServer>): Promise<Row[]> {
  const { ours, oursWithout, theirs } = await callInTurns({
    ours: await connectHttp(servers.ours, era),
    oursWithout: await connectHttp(servers.oursWithout, era),
    theirs: await connectHttp(servers.theirs, era),
  })
  return [
    durationRow(`${era}, p50`, compare(ours, theirs)),
    durationRow(`${era}, p95`, compare(ours, theirs, 0.95)),
    durationRow(`${era}, p50, no key, nothing kept`, compare(oursWithout, theirs)),
  ]
}
