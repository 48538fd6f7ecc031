import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_run_typecheck', (make) => {
  it('5. is refused where no typecheck is configured, and runs it where one is', async () => {
    expect(await make().refusal('repo_run_typecheck')).toMatchObject({ kind: 'unavailable', code: 'typecheck_not_configured' })
    const { call } = make({ LOOP_RUNTIME_TYPECHECK_COMMAND: 'echo fine' })
    expect(await call('repo_run_typecheck')).toMatchObject({ command: 'echo fine', passed: true, stdout: 'fine\n' })
  })
})
