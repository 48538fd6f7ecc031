import { expect, it } from 'vitest'
import { describeServed, mutating } from '../../fixtures/served.ts'

describeServed('finish_run', (make) => {
  it('is the same gate as a final decision: twice without proof, and the run is over', async () => {
    const { call, begin, write, step } = make(mutating)
    const run_id = await begin()
    const first = await call('finish_run', { run_id, final_answer: 'Done' })
    expect(first).toMatchObject({ accepted: false, status: 'waiting_host', criteria: expect.arrayContaining([expect.anything()]) })
    expect(first.feedback).toContain('repo_run_tests')
    write('a.txt', 'fixed\n')
    await step(run_id, 'repo_run_tests')
    write('a.txt', 'fixed again\n')
    expect(await call('finish_run', { run_id, final_answer: 'Done' })).toMatchObject({
      accepted: false,
      status: 'abandoned',
      criteria: expect.arrayContaining([
        expect.objectContaining({ verdict: 'stale', stale_because: expect.objectContaining({ paths: ['a.txt'] }) }),
      ]),
    })
  })

  it('counts a direct call of the tests since the run began', async () => {
    const { call, begin, write, step } = make()
    const run_id = await begin()
    write('a.txt', 'fixed\n')
    await call('repo_run_tests')
    await step(run_id, 'repo_list_files')
    expect(await call('finish_run', { run_id, final_answer: 'Done' })).toMatchObject({ accepted: true, status: 'completed', feedback: '' })
  })
})
