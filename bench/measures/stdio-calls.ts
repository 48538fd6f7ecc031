import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bare } from '../lib/build-bare.ts'
import { callInTurns, callsEach } from '../lib/calls.ts'
import { durationRow, milliseconds, type Row, type Section } from '../lib/row.ts'
import { emptyFolder, gateBin, loop, nothingKept, plain } from '../lib/servers.ts'
import { compare, median, type Rounds } from '../lib/statistics.ts'
import { connectStdio } from '../lib/stdio-client.ts'

const era = '2026-07-28'
const most = 1.3

type Name = 'ours' | 'oursWithout' | 'theirs' | 'theirsKeeping'

/** One call of the tool over stdio, against servers on the SDK alone: one that keeps nothing, and one that keeps what ours keeps. */
export async function measureStdioCalls(): Promise<Section> {
  const results = await callInTurns({
    ours: await connectStdio(loop(gateBin), era),
    oursWithout: await connectStdio(loop(gateBin, nothingKept), era),
    theirs: await connectStdio(plain([bare.bundled]), era),
    theirsKeeping: await connectStdio(plain([bare.storing, driver(), join(emptyFolder(), 'bare.db')]), era),
  })
  return { title: 'Tool call over stdio, loop-gate / bare server', rows: [...rowsOf(results), storageRow(results)], notes }
}

const notes = [
  `${callsEach} calls each, in turns of 30, after a warm-up; should_continue with three kinds of report.`,
  'loop-gate keeps each decision and its event in SQLite. "Nothing kept" runs it with a database that cannot be opened, so that it answers',
  'with decision_id null; it tries to open it once a second. "Both keep" is the bare server with two prepared inserts in a transaction.',
]

function rowsOf({ ours, oursWithout, theirs, theirsKeeping }: Record<Name, Rounds>): Row[] {
  return [
    durationRow('p50', compare(ours, theirs), most),
    durationRow('p95', compare(ours, theirs, 0.95)),
    durationRow('p50, nothing kept by either', compare(oursWithout, theirs), most),
    durationRow('p95, nothing kept by either', compare(oursWithout, theirs, 0.95)),
    durationRow('p50, both keep each decision', compare(ours, theirsKeeping), most),
    durationRow('p95, both keep each decision', compare(ours, theirsKeeping, 0.95)),
  ]
}

/** What keeping a decision takes: the difference between the servers that keep it and those that do not. */
function storageRow(results: Record<Name, Rounds>): Row {
  const p50 = (name: Name) => median(results[name].flat())
  const [our, their] = [p50('ours') - p50('oursWithout'), p50('theirsKeeping') - p50('theirs')]
  return { measure: '  of the p50, keeping the decision', ours: milliseconds(our), theirs: milliseconds(their), ratio: our / their }
}

/** The SQLite driver that ours uses, so that both write with the same one. */
function driver(): string {
  const core = createRequire(join(import.meta.dirname, '../../packages/core/package.json'))
  return core.resolve('better-sqlite3')
}
