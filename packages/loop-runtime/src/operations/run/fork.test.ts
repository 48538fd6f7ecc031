import { expect, it } from 'vitest'
import { git } from '../../files/fixtures/workspace.ts'
import { httpOf } from '../../fixtures/http.ts'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

describeServed('fork_run', (make) => {
  it('gives a client a run that begins behind a step of another, without patches that were taken back', async () => {
    const { loop, root, call, begin, step, read, refusal } = make({ ...mutating, LOOP_HOME: temporaryFolder() })
    const parent = await begin()
    await step(parent, 'repo_apply_patch', { edits: [{ path: 'b.txt', search: '', replace: 'b\n' }] })
    await call('undo_patch', { run_id: parent })
    await step(parent, 'repo_apply_patch', mend)
    const { run, next } = await call('fork_run', { run_id: parent, step: 4 })
    expect(run).toMatchObject({ status: 'waiting_host', parent_run_id: parent, forked_from_step: 4, iteration: 0 })
    expect(next).toContain('run_step')
    expect(await step(run.run_id, 'repo_run_tests')).toMatchObject({ iteration: 1, result: { output: { passed: true } } })
    const { branch } = await call('finish_run', { run_id: run.run_id, final_answer: 'Mended' })
    expect(git(root, 'show', '--name-only', '--format=', branch).trim()).toBe('a.txt')
    expect(read('a.txt')).toBe('fixed\n')
    const forked = await httpOf(loop)('POST', `/api/v1/runs/${parent}/fork`, { step: 3 })
    expect(forked).toMatchObject({ status: 201, body: { run: { forked_from_step: 3 } } })
    // What was decided in step 3 is still to be done.
    expect(await call('run_step', { run_id: forked.body.run.run_id })).toMatchObject({ result: { tool: 'repo_apply_patch', ok: true } })
    expect(await refusal('fork_run', { run_id: parent, step: 9 })).toMatchObject({ code: 'step_not_found' })
  })
})
