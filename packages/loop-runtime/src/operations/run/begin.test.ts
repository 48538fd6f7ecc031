import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { git } from '../../files/fixtures/workspace.ts'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

describeServed('begin_run', (make) => {
  it('says what the client needs to be the model', async () => {
    const { call } = make()
    expect(await call('begin_run', { goal: 'Mend it', work_ref: 'US-1' })).toMatchObject({
      status: 'waiting_host',
      tools: expect.arrayContaining(['repo_run_tests']),
      criteria: expect.arrayContaining([expect.objectContaining({ kind: 'tests_passed', required: true })]),
      budget: { max_iterations: 8, max_wall_seconds: 3_600 },
      approval_mode: 'manual',
      sandbox: { kind: 'none' },
      skill: { name: 'repo-debugging', content: expect.stringMatching(/\w/) },
    })
  })

  it('answers for the person where the harness shows what is changed', async () => {
    expect(await make(mutating).call('begin_run', { goal: 'Mend it' })).toMatchObject({ approval_mode: 'auto' })
  })

  it('takes what is narrower and refuses what is wider', async () => {
    const { call, refusal } = make()
    expect(await refusal('begin_run', { goal: 'x', budget: { max_iterations: 9 } })).toMatchObject({ code: 'policy_widened' })
    expect(await refusal('begin_run', { goal: 'x', allowed_tools: ['repo_run_check'] })).toMatchObject({ code: 'policy_widened' })
    const narrow = { allowed_tools: ['repo.read_file'], budget: { max_iterations: 2 }, criteria: [{ id: 'changed', kind: 'diff_present' }] }
    expect(await call('begin_run', { goal: 'x', ...narrow })).toMatchObject({
      tools: ['repo_read_file'],
      budget: { max_iterations: 2 },
      criteria: expect.arrayContaining([expect.objectContaining({ id: 'changed', required: true })]),
    })
  })

  it('begins one run a folder, and one a key', async () => {
    const { call, refusal } = make()
    const asked = { goal: 'Mend it', idempotency_key: 'k' }
    const first = await call('begin_run', asked)
    expect(await call('begin_run', asked)).toEqual(first)
    expect(await refusal('begin_run', { goal: 'Another' })).toMatchObject({ code: 'workspace_busy', details: { run_id: first.run_id } })
    await call('cancel_run', { run_id: first.run_id })
    expect(await call('begin_run', asked)).toMatchObject({ run_id: first.run_id, status: 'stopped_by_human' })
  })

  it('59. works in a worktree where it is asked to, and leaves the tree of the person alone', async () => {
    const { call, begin, step, read, root, refusal } = make({ ...mutating, LOOP_HOME: temporaryFolder() })
    const other = await begin()
    const begun = await call('begin_run', { goal: 'Mend it', worktree: true })
    const { run_id } = begun
    expect(begun.worktree).toMatch(new RegExp(`/data/worktrees/${run_id}$`))
    await step(run_id, 'repo_apply_patch', mend)
    await step(run_id, 'repo_run_tests')
    expect(await call('check_evidence', { run_id })).toMatchObject({ can_finish: true })
    expect(await call('undo_patch', { run_id })).toMatchObject({ files: ['a.txt'] })
    await step(run_id, 'repo_apply_patch', mend)
    await step(run_id, 'repo_run_tests')
    const branch = `loop/${run_id}`
    const finished = await call('finish_run', { run_id, final_answer: 'Mended' })
    expect(finished).toMatchObject({ accepted: true, branch, merge: `git merge ${branch}` })
    expect([read('a.txt'), git(root, 'show', `${branch}:a.txt`), existsSync(begun.worktree)]).toEqual(['broken\n', 'fixed\n', false])
    expect(await call('get_run', { run_id })).toMatchObject({ run: { branch, worktree: begun.worktree } })
    expect(await refusal('run_step', { run_id })).toMatchObject({ code: 'run_ended' })
    expect(await refusal('begin_run', { goal: 'Another' })).toMatchObject({ code: 'workspace_busy', details: { run_id: other } })
  })

  it('knows one workspace and the skills that are there', async () => {
    const { refusal } = make()
    expect(await refusal('begin_run', { goal: 'x', workspace: 'other' })).toMatchObject({ code: 'unknown_workspace' })
    expect(await refusal('begin_run', { goal: 'x', skill: 'none-such' })).toMatchObject({ code: 'skill_not_found' })
    expect(await make({ LOOP_WORKSPACE: '' }).refusal('begin_run', { goal: 'x' })).toMatchObject({ code: 'no_workspace' })
  })
})
