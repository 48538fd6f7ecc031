import { linesOf, streamsOf } from './output-lines.ts'
import { javascript } from './runners/javascript.ts'
import { others } from './runners/others.ts'
import { plain } from './runners/plain.ts'
import type { Runner, Summary } from './runners/runner.ts'
import type { TestCounts } from './test-counts.ts'

const known = [...javascript, ...others]

/** What npm, pnpm and nx print before each script that they start, so before each member of a workspace. */
const scriptHeading = /^> (?:\S{1,250}@\S{1,100} \S|nx run \S)/

/** One run of one runner: from its first line, or from its first summary, to its last summary. */
interface Run {
  runner: Runner
  from: number
  to: number
  /** Whether its beginning was seen, so that all between it and its summary was printed by its tests. */
  begun: boolean
  summaries: Map<string, Summary>
}

/**
 * How many tests an output counts, or null if no runner said so. The last summary of a run counts, and runs are added up.
 *
 * A test can print what looks like a summary. It counts for nothing if the real one follows, if it is another runner's while a run goes on whose
 * beginning was seen, or if it looks like a line of a workspace while the real one does not. What cannot be told: a summary printed after the real
 * one (a hook at the end of the process), one of another runner where the real one announces no beginning (jest, mocha, `node --test` as spec,
 * `pytest -q`), a forged beginning or heading with a forged summary, and single tests in `go test -v`. Where that matters, a JUnit file says more.
 * So does it for several runs in one script of a runner that announces nothing: only the last of them counts.
 */
export function countsOf(output: string): TestCounts | null {
  const lines = linesOf(output)
  const alone = runsOf(lines, known)
  const runs = alone.length > 0 ? alone : streamsOf(lines).flatMap((stream) => runsOf(stream, known))
  return total(runs.length > 0 ? runs : runsOf(lines, [plain]))
}

function runsOf(lines: readonly string[], runners: readonly Runner[]): Run[] {
  const runs: Run[] = []
  const open = new Map<Runner, Run>()
  const begin = (runner: Runner, from: number, begun: boolean) => {
    const run = { runner, from, to: from, begun, summaries: new Map() }
    open.set(runner, run)
    runs.push(run)
    return run
  }
  lines.forEach((line, at) => {
    if (scriptHeading.test(line)) open.clear()
    for (const runner of runners) {
      if (runner.begins?.test(line)) begin(runner, at, true)
      const summary = runner.read(lines, at)
      if (summary) extend(open.get(runner) ?? begin(runner, at, false), at, summary)
      if (runner.ends?.test(line)) open.delete(runner)
    }
  })
  return withoutNested(runs.filter(({ summaries }) => summaries.size > 0))
}

function extend(run: Run, at: number, summary: Summary): void {
  run.to = at
  run.summaries.set(summary.part ?? '', summary)
}

/** Runs come by their first lines, so what ends before the end of an earlier one lies within it. */
function withoutNested(runs: readonly Run[]): Run[] {
  let end = -1
  return runs.filter(({ to, begun }) => {
    if (to < end) return false
    if (begun) end = to
    return true
  })
}

/** A runner that once did not say how many is left out: a part of its tests would look like all of them. */
function total(runs: readonly Run[]): TestCounts | null {
  const uncounted = new Set(
    runs.filter(({ summaries }) => [...summaries.values()].some(({ counts }) => !counts)).map(({ runner }) => runner),
  )
  const counted = runs.filter(({ runner }) => !uncounted.has(runner)).flatMap(({ summaries }) => [...summaries.values()])
  if (counted.length === 0) return null
  const sum = (key: keyof TestCounts) => counted.reduce((all, { counts }) => all + counts![key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}
