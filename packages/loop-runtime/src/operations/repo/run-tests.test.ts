import { expect, it } from 'vitest'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'

describeServed('repo_run_tests', (make) => {
  it('4. runs the configured command alone; red tests are a result', async () => {
    const { call, refusal } = make(mutating)
    expect(await refusal('repo_run_tests', { command: 'touch b.txt' })).toMatchObject({ code: 'command_not_configured' })
    expect(await call('repo_run_tests')).toMatchObject({
      command: 'sh check.sh',
      passed: false,
      exitCode: 1,
      outcome: 'failed',
      fresh: false,
    })
    await call('repo_apply_patch', mend)
    const { passed, fresh, receiptId, sandbox } = await call('repo_run_tests')
    expect({ passed, fresh, kind: sandbox.kind }).toEqual({ passed: true, fresh: true, kind: 'none' })
    expect(receiptId).toEqual(expect.any(String))
  })
})
