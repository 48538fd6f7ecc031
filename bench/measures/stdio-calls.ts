import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bare } from '../lib/build-bare.ts'
import { callInTurns, callsEach } from '../lib/calls.ts'
import { durationRow, milliseconds, type Row, type Section } from '../lib/row.ts'
import { emptyFolder, gateBin, loop, nothingKept, plain } from '../lib/servers.ts'
import { compare, median, type Rounds } from '../lib/statistics.ts'
import { connectStdio } from '../lib/stdio-client.ts'

/** One call of the tool over stdio, against servers on the SDK alone: one that keeps nothing, and one that keeps what ours keeps. */
export async function measureStdioCalls(): Promise<Section> {
  const era = '2026-07-28'
  const { ours, oursWithout, theirs, storing } = await callInTurns({
    ours: await connectStdio(loop(gateBin), era),
    oursWithout: await connectStdio(loop(gateBin, nothingKept), era),
    theirs: await connectStdio(plain([bare.bundled]), era),
    storing: await connectStdio(plain([bare.storing, driver(), join(emptyFolder(), 'bare.db')]), era),
  })
  return {
    title: 'Tool call over stdio',
    rows: [
      durationRow('p50, loop-gate / bare server', compare(ours, theirs), 1.3),
      durationRow('p95', compare(ours, theirs, 0.95)),
      durationRow('p50, nothing kept by either', compare(oursWithout, theirs), 1.3),
      durationRow('p95', compare(oursWithout, theirs, 0.95)),
      durationRow('p50, both keep each decision', compare(ours, storing), 1.3),
      durationRow('p95', compare(ours, storing, 0.95)),
      storageRow({ ours, oursWithout, theirs, storing }),
    ],
    notes: [
      `${callsEach} calls each, in turns of 30, after a warm-up; should_continue with three kinds of report.`,
      'loop-gate keeps each decision and its event in SQLite; "nothing kept" runs it with a database that cannot be opened,',
      'which includes the failed attempt of each call. "Both keep" is the bare server with two prepared inserts in a transaction.',
    ],
  }
}

type Name = 'ours' | 'oursWithout' | 'theirs' | 'storing'

function storageRow(results: Record<Name, Rounds>): Row {
  const p50 = (name: Name) => median(results[name].flat())
  const [our, their] = [p50('ours') - p50('oursWithout'), p50('storing') - p50('theirs')]
  return { measure: 'keeping a decision, of the p50 above', ours: milliseconds(our), theirs: milliseconds(their), ratio: our / their }
}

/** The SQLite driver that ours uses, so that both write with the same one. */
function driver(): string {
  const core = createRequire(join(import.meta.dirname, '../../packages/core/package.json'))
  return core.resolve('better-sqlite3')
}
