import { expect, it } from 'vitest'
import { asking } from '../../fixtures/asking.ts'
import { describeServed, mend, mutating, type Served } from '../../fixtures/served.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

async function completed({ begin, step, call }: Served, more: object = {}): Promise<string> {
  const run_id = await begin(more)
  await step(run_id, 'repo_apply_patch', mend)
  await step(run_id, 'repo_run_tests')
  await call('finish_run', { run_id, final_answer: 'Mended' })
  return run_id
}

describeServed(
  'verify_run',
  (make) => {
    it('runs the checks of a run again as somebody else, in a fresh worktree of its end', async () => {
      const served = make({ ...mutating, LOOP_HOME: temporaryFolder() })
      const { call, refusal, write, loop } = served
      const work_ref = `US-${served.root}`
      const run_id = await completed(served, { worktree: true, work_ref })
      write('a.txt', 'broken again\n')
      const self = { tenant: 'local', role: 'user', member: { id: 'implementer-local', name: 'x' } } as const
      expect(await refusal('verify_run', { run_id }, { as: self })).toMatchObject({ code: 'self_verify_blocked' })
      const { verified, criteria, receipts } = await call('verify_run', { run_id }, { as: 'orchestrator' })
      expect([verified, criteria]).toEqual([
        true,
        [expect.objectContaining({ id: 'tests_passed', verdict: 'passed', receipt_id: receipts[0] })],
      ])
      expect(await call('get_check_receipt', { receipt_id: receipts[0] })).toMatchObject({ receipt: { outcome: 'passed' } })
      expect((await loop.events()).findLast(({ type }) => type === 'run.verified')).toMatchObject({
        entity: run_id,
        details: { verified: true },
      })
      const { facts } = await call('ask_evidence', { task: work_ref })
      expect(facts).toContainEqual(expect.objectContaining({ name: 'runtime.verified', value: 'true' }))
      expect(await refusal('verify_run', { run_id }, { as: 'agent' })).toMatchObject({ kind: 'forbidden' })
    })

    it('makes the end of a run again from its journal, and refuses one that has not ended', async () => {
      const served = make({ ...mutating, LOOP_HOME: temporaryFolder() })
      const run_id = await completed(served)
      served.write('a.txt', 'broken again\n')
      expect(await served.call('verify_run', { run_id })).toMatchObject({ verified: true })
      const open = await served.begin()
      expect(await served.refusal('verify_run', { run_id: open })).toMatchObject({ kind: 'conflict' })
    })

    it('says so where the files are gone that nothing else holds', async () => {
      const served = make({ ...mutating, LOOP_HOME: temporaryFolder() })
      served.write('b.txt', 'not committed\n')
      const run_id = await completed(served)
      expect(await served.call('verify_run', { run_id })).toMatchObject({ verified: true })
      served.write('a.txt', 'broken again\n')
      expect(await served.refusal('verify_run', { run_id })).toMatchObject({ kind: 'conflict' })
    })
  },
  [asking],
)
