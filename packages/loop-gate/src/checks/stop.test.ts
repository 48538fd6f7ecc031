import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = (more = '', criterion = '') => `version: 1
mode: enforce
${more}
criteria:
  - { id: test, run: [node, check.mjs], on_stop: require${criterion} }
`
const passing = { 'check.mjs': 'process.exit(0)\n', 'src/a.js': '1\n' }
const report = {
  task_summary: 'Mend it',
  work_done: 'Read the code. Changed it.',
  stopping_reason: 'task_complete',
  verification_done: true,
}

describeGate('a stop that is judged on evidence', (make) => {
  it('is held while a check that matters has not run, and let go once it passed on these files', async () => {
    const { accept, stop, call, decisions } = await make(passing)
    await accept(policy())
    const held = await stop()
    expect(held).toMatchObject({ decision: 'block' })
    expect(held.reason).toMatch(/^❌ DO NOT STOP - CONTINUE WORKING\n/)
    expect(held.reason).toContain('run_checks {"criteria":["test"]}')
    expect(held.reason).toContain('Block 1 of 3.')
    expect(await call('run_checks')).toMatchObject({
      all_passed: true,
      receipts: [{ criterion: 'test', verdict: 'passed', reused: false }],
    })
    expect(await stop()).toEqual({})
    expect((await decisions()).map(({ outcome, decision, answered }) => [outcome, decision, answered])).toEqual([
      ['unfinished', 'continue', 'continue'],
      ['complete', 'stop', 'stop'],
    ])
  })

  it('is out of date as soon as one byte changes, and not by a commit of exactly that content', async () => {
    const { accept, stop, call, write, git } = await make(passing)
    await accept(policy())
    write('src/a.js', '2\n')
    await call('run_checks')
    git('add', '-A')
    git('commit', '-qm', 'second')
    expect(await call('run_checks')).toMatchObject({ receipts: [{ reused: true }] })
    expect(await stop()).toEqual({})
    write('src/a.js', '3\n')
    expect((await stop({ prompt_id: 'p2' })).reason).toContain('Check out of date')
  })

  it('says with should_continue what the hook would say', async () => {
    const { accept, call } = await make(passing)
    await accept(policy())
    const denied = await call('should_continue', report)
    expect(denied).toMatchObject({ approved: false, profile: 'evidence', mode: 'enforce', issues: [{ code: 'criterion_not_measured' }] })
    await call('run_checks')
    const { verification_done: _, ...unsaid } = report
    expect(await call('should_continue', unsaid)).toMatchObject({
      approved: true,
      outcome: 'complete',
      digest: expect.stringMatching(/^d1:/),
    })
  })
})
