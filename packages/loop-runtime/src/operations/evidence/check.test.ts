import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('check_evidence', (make) => {
  const tests = (criteria: { id: string }[]) => criteria.find(({ id }) => id === 'tests_passed')

  it('follows the files: unmeasured, red, green, stale', async () => {
    const { call, write } = make()
    const verdict = async () => {
      const { criteria, can_finish } = await call('check_evidence')
      return [tests(criteria), can_finish]
    }
    expect(await verdict()).toMatchObject([{ verdict: 'not_measured' }, false])
    await call('repo_run_tests')
    expect(await verdict()).toMatchObject([{ verdict: 'failed' }, false])
    write('a.txt', 'fixed\n')
    const { receiptId } = await call('repo_run_tests')
    expect(await verdict()).toMatchObject([{ verdict: 'passed', receipt_id: receiptId, at: expect.stringMatching(/Z$/) }, true])
    write('new.txt', 'x')
    expect(await verdict()).toMatchObject([{ verdict: 'stale', stale_because: { paths: ['new.txt'] } }, false])
  })

  it('of a run counts nothing from before it', async () => {
    const { call, write, begin, refusal } = make()
    write('a.txt', 'fixed\n')
    await call('repo_run_tests')
    const run_id = await begin()
    const { criteria, can_finish } = await call('check_evidence', { run_id })
    expect([tests(criteria), can_finish]).toMatchObject([{ verdict: 'not_measured' }, false])
    expect(await refusal('check_evidence', { run_id: 'run_none' })).toMatchObject({ code: 'run_not_found' })
    expect(await make().refusal('check_evidence', { run_id })).toMatchObject({ code: 'unknown_workspace' })
  })
})
