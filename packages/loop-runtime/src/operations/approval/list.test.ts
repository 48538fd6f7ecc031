import { expect, it } from 'vitest'
import { describeServed, mend } from '../../fixtures/served.ts'

describeServed('list_approvals', (make) => {
  it('says what is asked, by run and by state, in pages', async () => {
    const { call, begin, step } = make()
    const run_id = await begin()
    await step(run_id, 'repo_apply_patch', mend)
    const [{ approval_id }] = (await call('list_approvals', { run_id, state: 'pending' })).approvals
    expect(await call('list_approvals', { run_id, state: 'approved' })).toEqual({ approvals: [] })
    await call('respond_approval', { approval_id, answer: 'approve' })
    await call('run_step', { run_id })
    const edits = [{ path: 'b.txt', search: '', replace: 'x\n'.repeat(3_000) }]
    await step(run_id, 'repo_apply_patch', { edits })
    const first = await call('list_approvals', { run_id, limit: 1 })
    expect(first.approvals).toMatchObject([{ state: 'pending', preview: expect.stringMatching(/cut off here/) }])
    const second = await call('list_approvals', { run_id, limit: 1, cursor: first.cursor })
    expect(second).toMatchObject({ approvals: [{ approval_id, state: 'approved', answered_by: 'owner' }] })
    expect(second.cursor).toBeUndefined()
  })
})
