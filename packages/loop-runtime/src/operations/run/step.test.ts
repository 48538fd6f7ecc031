import { join } from 'node:path'
import type { Database } from 'loop-core'
import type { TestLoop } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

/** Leaves the rows as a process would that was killed. */
function change({ application }: TestLoop, work: (db: Database) => Promise<unknown>): Promise<unknown> {
  return application.storage.transaction('local', 'write', work)
}

describeServed('run_step', (make) => {
  it('52. lets a client be the model from the goal to the verified answer', async () => {
    const { call, begin, step, loop, read } = make(mutating)
    const run_id = await begin()
    expect(await step(run_id, 'repo.run_tests')).toMatchObject({
      status: 'waiting_host',
      iteration: 1,
      result: { tool: 'repo_run_tests', ok: true, output: { passed: false } },
      evaluation: { score: 0.45, gate: 'fail' },
      governance: { action: 'recover' },
      budget: { used: { max_iterations: 1, max_tool_calls: 1 }, limit: { max_iterations: 8 } },
    })
    expect(await step(run_id, 'repo_read_file', { path: 'a.txt' })).toMatchObject({ result: { output: { content: 'broken\n' } } })
    expect(await step(run_id, 'repo_apply_patch', mend)).toMatchObject({ result: { ok: true, output: { editedFiles: ['a.txt'] } } })
    expect(read('a.txt')).toBe('fixed\n')
    expect(await call('finish_run', { run_id, final_answer: 'Done' })).toMatchObject({ accepted: false, status: 'waiting_host' })
    expect(await step(run_id, 'repo_run_tests')).toMatchObject({ result: { output: { passed: true } }, evaluation: { score: 1 } })
    expect(await call('check_evidence', { run_id })).toMatchObject({ can_finish: true })
    expect(await call('finish_run', { run_id, final_answer: 'Done', confidence: 0.9 })).toMatchObject({
      accepted: true,
      status: 'completed',
    })
    expect(await call('get_run')).toMatchObject({ run: { run_id, status: 'completed', final_answer: 'Done', confidence: 0.9 } })
    const types = (await loop.events()).filter(({ entity }) => entity === run_id).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['run.started', 'run.final_rejected', 'run.finished']))
  })

  it('says a failed action as a result, and what to do next', async () => {
    const { begin, step } = make(mutating)
    const answer = await step(await begin(), 'repo_read_file', { path: 'none.txt' })
    expect(answer).toMatchObject({ status: 'waiting_host', result: { ok: false, error: { code: 'file_not_found' } } })
    expect(answer.next).not.toBe('')
  })

  it('53. waits for a person where nobody may change files unasked, and does what they approved once', async () => {
    const { call, begin, step, read, refusal } = make()
    const run_id = await begin()
    const waiting = await step(run_id, 'repo_apply_patch', mend)
    expect(waiting).toMatchObject({ status: 'waiting_approval', approval: { kind: 'mutation' } })
    expect(waiting.approval.preview).toContain('+fixed')
    expect(await call('run_step', { run_id })).toMatchObject({ status: 'waiting_approval', approval: waiting.approval })
    expect(await refusal('run_step', { run_id, decision: { status: 'failed', summary: 'No.' } })).toMatchObject({ code: 'not_waiting' })
    const { approval_id } = waiting.approval
    expect(await call('respond_approval', { approval_id, answer: 'approve' })).toMatchObject({
      approval: { state: 'approved', answered_by: 'owner' },
      run: { status: 'waiting_host' },
    })
    expect(read('a.txt')).toBe('broken\n')
    expect(await call('run_step', { run_id })).toMatchObject({ status: 'waiting_host', result: { ok: true } })
    expect(read('a.txt')).toBe('fixed\n')
    expect(await refusal('run_step', { run_id })).toMatchObject({ code: 'not_waiting' })
  })

  it('waits for the answer where it is asked to', async () => {
    const { call, begin, step } = make()
    const run_id = await begin()
    const stepping = step(run_id, 'repo_apply_patch', mend, { wait_seconds: 60 })
    await expect.poll(async () => (await call('list_approvals', { run_id })).approvals).toHaveLength(1)
    const [{ approval_id }] = (await call('list_approvals', { run_id })).approvals
    await call('respond_approval', { approval_id, answer: 'approve' })
    expect(await stepping).toMatchObject({ status: 'waiting_host', result: { ok: true } })
  })

  it('refuses an unusable decision, which counts', async () => {
    const { call, begin, refusal } = make()
    const run_id = await begin({ budget: { max_invalid_decisions: 1 } })
    const bad = { run_id, decision: { status: 'continue', summary: 'Hm.' }, step_key: 'one' }
    expect(await refusal('run_step', bad)).toMatchObject({ code: 'bad_decision', details: { run_status: 'waiting_host' } })
    expect(await refusal('run_step', bad)).toMatchObject({ code: 'bad_decision', details: { run_status: 'waiting_host' } })
    expect(await call('get_run', { run_id, detail: 'full' })).toMatchObject({ run: { counters: { invalid_in_a_row: 1 } } })
    expect(await refusal('run_step', { ...bad, step_key: 'two' })).toMatchObject({
      code: 'bad_decision',
      details: { run_status: 'failed' },
    })
    expect(await refusal('run_step', { ...bad, step_key: 'three' })).toMatchObject({ code: 'run_ended' })
  })

  it('answers a repeated key with what it did', async () => {
    const { begin, step } = make(mutating)
    const run_id = await begin()
    const first = await step(run_id, 'repo_run_tests', {}, { step_key: 'a' })
    expect(await step(run_id, 'repo_apply_patch', mend, { step_key: 'a' })).toEqual(first)
    expect(await step(run_id, 'repo_run_tests', {}, { step_key: 'b' })).toMatchObject({ iteration: 2 })
  })

  it('does nothing twice where a call died between its deed and its answer', async () => {
    const { begin, step, loop, read } = make(mutating)
    const run_id = await begin()
    const first = await step(run_id, 'repo_apply_patch', mend, { step_key: 'a' })
    await change(loop, (db) => db.updateTable('runtime_keys').set({ answer: null }).where('run_id', '=', run_id).execute())
    const again = await step(
      run_id,
      'repo_apply_patch',
      { edits: [{ path: 'a.txt', search: 'fixed', replace: 'twice' }] },
      { step_key: 'a' },
    )
    expect(again).toMatchObject({ status: 'waiting_host', iteration: 1, result: first.result })
    expect(read('a.txt')).toBe('fixed\n')
  })

  it('goes on with a run whose step died, after half a minute of silence', async () => {
    const { begin, step, loop } = make(mutating)
    const run_id = await begin()
    await step(run_id, 'repo_list_files')
    await change(loop, (db) => db.updateTable('runtime_runs').set({ status: 'running' }).where('id', '=', run_id).execute())
    await expect(step(run_id, 'repo_list_files')).rejects.toMatchObject({ code: 'step_in_progress' })
    loop.pass(30_000)
    expect(await step(run_id, 'repo_list_files')).toMatchObject({ status: 'waiting_host', iteration: 2 })
  })

  it('does one step at a time', async () => {
    const { begin, step } = make(mutating)
    const run_id = await begin()
    const both = await Promise.allSettled([step(run_id, 'repo_run_tests'), step(run_id, 'repo_list_files')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'step_in_progress' } })
  })

  it('knows no run that is not there', async () => {
    const { refusal } = make()
    expect(await refusal('run_step', { run_id: 'run_none' })).toMatchObject({ code: 'run_not_found', kind: 'not_found' })
  })

  it('stops with trace_lost where a command deletes what is recorded', async () => {
    const records = join(temporaryFolder({ records: '' }), 'records')
    const { begin, refusal } = make({ LOOP_DB_PATH: records, LOOP_RUNTIME_TEST_COMMAND: `rm ${records}` })
    const next_action = { type: 'tool_call', tool: 'repo_run_tests', args: {} }
    const decision = { status: 'continue', summary: 'Next.', next_action }
    expect(await refusal('run_step', { run_id: await begin(), decision })).toMatchObject({ kind: 'unavailable', code: 'trace_lost' })
  })
})
