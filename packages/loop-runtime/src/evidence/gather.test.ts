import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { actingAs, callTool, toolPlace } from '../fixtures/tool-place.ts'
import { judgeCriterion } from '../gates/criterion-verdict.ts'
import type { Evidence } from '../gates/evidence-types.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { undo } from '../tools/undo.ts'
import { filesNow } from './files-now.ts'
import { gatherEvidence, gatherWithoutRun } from './gather.ts'

const task = { testCommand: 'echo "2 passed, 0 failed"' }
const edits = [{ path: 'a.txt', search: 'one', replace: 'two' }]
const run = (step: number) => ({ run: { id: 'run-1', step } })

async function begun() {
  const place = await toolPlace({ task })
  const { digest: startDigest } = await filesNow(place.runtime, place.files.root)
  const since = place.runtime.now().toISOString()
  const more = { toolSuccesses: 3, lastSuccess: 'step 3, repo_run_tests', dirtyStart: false, lostCalls: 0 }
  return { place, gather: () => gatherEvidence(place.runtime, { root: place.files.root, since, startDigest, ...more }) }
}

function verdictOf({ rules }: ToolPlace, evidence: Evidence, kind: 'tests_passed' | 'diff_present' = 'tests_passed') {
  return judgeCriterion({ id: kind, kind, description: '', required: true }, rules, evidence)
}

it('a green run on the present files is evidence, as gates read it', async () => {
  const { place, gather } = await begun()
  const { digest, receiptId } = await callTool(place, 'repo_run_tests', {}, run(1))
  const evidence = await gather()
  expect(evidence).toEqual({
    digest,
    start_digest: digest,
    receipts: [
      {
        ...{ id: receiptId, kind: 'tests', command: task.testCommand, outcome: 'passed', digest_before: digest, digest_after: digest },
        tests: { passed: 2, failed: 0, skipped: 0, total: 2 },
        ...{ wrote: [], verifiers: [], step: 1 },
        sandbox: { kind: 'none', network: 'host', reason: 'switched off' },
      },
    ],
    changed_since: {},
    ...{ tool_successes: 3, last_success: 'step 3, repo_run_tests', dirty_start: false, lost_calls: 0 },
  })
  expect(verdictOf(place, evidence).verdict).toBe('passed')
})

it('32. a patch makes it stale, with the path and the step; a run after it passes', async () => {
  const { place, gather } = await begun()
  await callTool(place, 'repo_run_tests', {}, run(1))
  await callTool(place, 'repo_apply_patch', { edits }, run(2))
  expect(verdictOf(place, await gather())).toMatchObject({ verdict: 'stale', stale_because: { paths: ['a.txt'], step: 2 } })
  await callTool(place, 'repo_run_tests', {}, run(3))
  expect(verdictOf(place, await gather()).verdict).toBe('passed')
})

it('33. a new file of somebody else makes it stale, with the path', async () => {
  const { place, gather } = await begun()
  await callTool(place, 'repo_run_tests', {}, run(1))
  writeFileSync(join(place.files.root, 'new.txt'), 'new')
  expect(verdictOf(place, await gather())).toMatchObject({ verdict: 'stale', stale_because: { paths: ['new.txt'] } })
})

it('34. a patch that was taken back leaves neither evidence nor a diff', async () => {
  const { place, gather } = await begun()
  await callTool(place, 'repo_run_tests', {}, run(1))
  const { receiptId } = await callTool(place, 'repo_apply_patch', { edits }, run(2))
  expect(verdictOf(place, await gather(), 'diff_present').verdict).toBe('passed')
  await undo(place, receiptId, actingAs(run(3)))
  const evidence = await gather()
  expect([verdictOf(place, evidence).verdict, verdictOf(place, evidence, 'diff_present').verdict]).toEqual(['stale', 'failed'])
})

it('35. tests that rewrite a source are stale until they leave it alone', async () => {
  const place = await toolPlace({ task: { testCommand: 'echo new > a.txt' } })
  await callTool(place, 'repo_run_tests')
  const first = verdictOf(place, await gatherWithoutRun(place.runtime, place.files.root))
  expect(first).toMatchObject({ verdict: 'stale', stale_because: { paths: ['a.txt'] } })
  await callTool(place, 'repo_run_tests')
  expect(verdictOf(place, await gatherWithoutRun(place.runtime, place.files.root)).verdict).toBe('passed')
})

it('what was there before the run began counts for it no more, and without a run it does', async () => {
  const place = await toolPlace({ task })
  const { digest } = await callTool(place, 'repo_run_tests')
  const since = new Date(place.runtime.now().getTime() + 1).toISOString()
  const facts = { root: place.files.root, since, startDigest: digest, toolSuccesses: 0, dirtyStart: true, lostCalls: 1 }
  const inRun = await gatherEvidence(place.runtime, facts)
  expect(inRun).toMatchObject({ receipts: [], dirty_start: true, lost_calls: 1 })
  const without = await gatherWithoutRun(place.runtime, place.files.root)
  expect(without).toMatchObject({ digest, start_digest: null, tool_successes: 0 })
  expect(verdictOf(place, without).verdict).toBe('passed')
})
