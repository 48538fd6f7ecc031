import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('get_check_receipt', (make) => {
  it('says all that is kept of a command', async () => {
    const { call, refusal } = make({ LOOP_RUNTIME_TEST_COMMAND: 'echo out; echo err >&2; exit 3' })
    const { receiptId } = await call('repo_run_tests')
    expect(await call('get_check_receipt', { receipt_id: receiptId })).toMatchObject({
      receipt: {
        ...{ kind: 'tests', outcome: 'failed', exit_code: 3, actor: 'implementer-local', run_id: null, wrote: [] },
        ...{ stdout: { bytes: 4, truncated: false, tail: 'out\n' }, stderr: { tail: 'err\n' }, sandbox: { kind: 'none' } },
      },
    })
    expect(await refusal('get_check_receipt', { receipt_id: 'none' })).toMatchObject({ code: 'receipt_not_found' })
  })
})
