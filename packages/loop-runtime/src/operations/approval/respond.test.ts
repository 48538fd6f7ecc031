import { expect, it } from 'vitest'
import { describeServed, mend, type Served } from '../../fixtures/served.ts'

async function asked({ begin, step }: Served) {
  const run_id = await begin()
  const { approval } = await step(run_id, 'repo_apply_patch', mend)
  return { run_id, approval_id: approval.approval_id as string }
}

describeServed('respond_approval', (make) => {
  it('ends the run where the person says no', async () => {
    const served = make()
    const { approval_id } = await asked(served)
    expect(await served.call('respond_approval', { approval_id, answer: 'deny' })).toMatchObject({
      approval: { state: 'denied' },
      run: { status: 'stopped_by_human' },
    })
    expect(served.read('a.txt')).toBe('broken\n')
    expect(await served.refusal('respond_approval', { approval_id, answer: 'approve' })).toMatchObject({ code: 'already_answered' })
    expect(await served.begin()).toMatch(/^run_/)
  })

  it('54. tells the client what the person wants instead', async () => {
    const served = make()
    const { run_id, approval_id } = await asked(served)
    expect(await served.refusal('respond_approval', { approval_id, answer: 'revise' })).toMatchObject({ kind: 'invalid_input' })
    await served.call('respond_approval', { approval_id, answer: 'revise', comment: 'Shorter, please' })
    expect(await served.call('run_step', { run_id })).toMatchObject({
      status: 'waiting_host',
      next: expect.stringContaining('Shorter, please'),
    })
    expect(served.read('a.txt')).toBe('broken\n')
  })

  it('55. asks again where a file changed between the question and the answer', async () => {
    const served = make()
    const { run_id, approval_id } = await asked(served)
    served.write('b.txt', 'new\n')
    await served.call('respond_approval', { approval_id, answer: 'approve' })
    const again = await served.call('run_step', { run_id })
    expect(again).toMatchObject({ status: 'waiting_approval', approval: { kind: 'mutation' } })
    expect(again.approval.approval_id).not.toBe(approval_id)
  })

  it('approves all later patches of the run where it says so', async () => {
    const served = make()
    const { run_id, approval_id } = await asked(served)
    await served.call('respond_approval', { approval_id, answer: 'approve', scope: 'run' })
    await served.call('run_step', { run_id })
    const edits = [{ path: 'b.txt', search: '', replace: 'b' }]
    expect(await served.step(run_id, 'repo_apply_patch', { edits })).toMatchObject({ status: 'waiting_host', result: { ok: true } })
  })

  it('is for people, and not for the one who acts in the run', async () => {
    const served = make()
    const person = { tenant: 'local', role: 'user', member: { id: 'alone', name: 'Alone' } } as const
    const { run_id } = await served.call('begin_run', { goal: 'x' }, { as: person })
    const next_action = { type: 'tool_call', tool: 'repo_apply_patch', args: mend }
    const decision = { status: 'continue', summary: 'Mend.', next_action }
    const { approval } = await served.call('run_step', { run_id, decision }, { as: person })
    const answer = { approval_id: approval.approval_id, answer: 'approve' }
    expect(await served.refusal('respond_approval', answer, { as: person })).toMatchObject({ code: 'self_approval_blocked' })
    for (const as of ['agent', 'orchestrator'] as const)
      expect(await served.refusal('respond_approval', answer, { as })).toMatchObject({ kind: 'forbidden' })
    expect(await served.refusal('respond_approval', { ...answer, approval_id: 'none' })).toMatchObject({ code: 'approval_not_found' })
  })
})
