import { callInTurns, callsEach } from '../lib/calls.ts'
import { connectHttp } from '../lib/http-client.ts'
import type { Era } from '../lib/protocol.ts'
import { durationRow, type Row, type Section } from '../lib/row.ts'
import { gateBin, gatewayBin, loop, startLoopHttp } from '../lib/servers.ts'
import { compare, type Rounds } from '../lib/statistics.ts'
import { connectStdio } from '../lib/stdio-client.ts'

const most = 1.15

/** The same tool in the gateway and in the module's own server. */
export async function measureGateway(): Promise<Section> {
  return {
    title: 'Tool call, gateway / loop-gate',
    rows: [...(await overStdio()), ...(await overHttp('2026-07-28')), ...(await overHttp('2025-11-25'))],
    notes: [`${callsEach} calls each and way, in turns of 30; both keep each decision in a file of their own.`],
  }
}

async function overStdio(): Promise<Row[]> {
  const era = '2026-07-28'
  const results = await callInTurns({ ours: await connectStdio(loop(gatewayBin), era), theirs: await connectStdio(loop(gateBin), era) })
  return rowsOf('stdio', results)
}

async function overHttp(era: Era): Promise<Row[]> {
  const [gateway, gate] = [await startLoopHttp(gatewayBin), await startLoopHttp(gateBin)]
  const results = await callInTurns({ ours: await connectHttp(gateway, era), theirs: await connectHttp(gate, era) })
  await gateway.stop()
  await gate.stop()
  return rowsOf(`HTTP ${era}`, results)
}

function rowsOf(way: string, { ours, theirs }: Record<'ours' | 'theirs', Rounds>): Row[] {
  return [durationRow(`${way}, p50`, compare(ours, theirs), most), durationRow(`${way}, p95`, compare(ours, theirs, 0.95))]
}
