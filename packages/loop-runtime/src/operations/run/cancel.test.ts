import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('cancel_run', (make) => {
  it('ends a run with its open question, for good', async () => {
    const { call, begin, step, refusal } = make()
    const run_id = await begin()
    const { approval } = await step(run_id, 'repo_apply_patch', { edits: [{ path: 'b.txt', search: '', replace: 'b' }] })
    expect(await call('cancel_run', { run_id, reason: 'Not now' })).toMatchObject({
      run: { status: 'stopped_by_human', reason: 'Not now' },
    })
    expect(await call('list_approvals', { run_id })).toMatchObject({
      approvals: [{ approval_id: approval.approval_id, state: 'withdrawn' }],
    })
    expect(await refusal('cancel_run', { run_id })).toMatchObject({ code: 'run_ended' })
    expect(await refusal('run_step', { run_id })).toMatchObject({ code: 'run_ended' })
    expect(await refusal('respond_approval', { approval_id: approval.approval_id, answer: 'approve' })).toMatchObject({
      code: 'already_answered',
    })
  })

  it('kills the command that the run waits for', async () => {
    const { call, begin, step, root } = make({ LOOP_RUNTIME_TEST_COMMAND: 'echo > began; sleep 300' })
    const run_id = await begin()
    const stepping = step(run_id, 'repo_run_tests').catch((error: unknown) => error)
    await expect.poll(() => existsSync(join(root, 'began')), { timeout: 20_000 }).toBe(true)
    await call('cancel_run', { run_id })
    expect(await stepping).toMatchObject({ code: 'run_ended' })
  })

  it('is for who began it, and for any user', async () => {
    const { call, begin, refusal } = make()
    const run_id = await begin()
    const other = { tenant: 'local', role: 'agent', agent: { id: 'other', name: 'other', type: 'implementer' } } as const
    expect(await refusal('cancel_run', { run_id }, { as: other })).toMatchObject({ kind: 'forbidden' })
    const person = { tenant: 'local', role: 'user', member: { id: 'somebody', name: 'Somebody' } } as const
    expect(await call('cancel_run', { run_id }, { as: person })).toMatchObject({ run: { status: 'stopped_by_human' } })
  })
})
