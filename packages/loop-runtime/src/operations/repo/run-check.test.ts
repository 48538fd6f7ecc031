import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_run_check', (make) => {
  it('is not allowed where no named checks are configured', async () => {
    expect(await make().refusal('repo_run_check', { check: 'lint' })).toMatchObject({ code: 'tool_not_allowed' })
  })
})
