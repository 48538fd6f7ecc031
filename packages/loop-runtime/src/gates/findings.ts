import { type Finding, findings } from '../words.ts'
import type { Evidence, ReceiptFacts } from './evidence-types.ts'

/** What the person should know of a run, in a fixed order. */
export function findingsOf({ receipts, dirty_start = false, lost_calls = 0 }: Evidence): Finding[] {
  const tests = receipts.filter(({ kind }) => kind === 'tests')
  const holds: Readonly<Record<Finding, boolean>> = {
    verifier_changed: receipts.some(({ kind, verifiers = [] }) => kind === 'patch' && verifiers.length > 0),
    fewer_tests: ranFewer(tests),
    no_tests: tests.at(-1)?.outcome === 'no_tests',
    unsandboxed: receipts.some(({ sandbox }) => sandbox?.kind === 'none'),
    dirty_start,
    lost_call: lost_calls > 0,
  }
  return findings.filter((finding) => holds[finding])
}

/** What was skipped was not executed. */
function ranFewer(tests: readonly ReceiptFacts[]): boolean {
  const executed = tests.flatMap(({ tests }) => (tests ? [tests.passed + tests.failed] : []))
  return executed.length > 1 && executed.at(-1)! < Math.max(...executed)
}
