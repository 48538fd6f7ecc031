import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = (more = '') => `version: 1
mode: enforce
${more}
criteria:
  - { id: test, run: [node, check.mjs], on_stop: require }
`
const report = { task_summary: 'Mend it', work_done: 'Read the code. Changed it.', verification_done: true }
const gap = {
  criteria: ['test'],
  blocker: 'The database of the tests cannot be reached from here.',
  tried: 'Ran the check twice and read what it said.',
  needs: 'environment',
}

describeGate('a stop that was approved before', (make) => {
  it('47. nothing changed since the session began: nothing is due; changed, and the own last run failed: held', async () => {
    const { accept, begin, stop, call, write, decisions } = await make({ 'check.mjs': 'process.exit(1)\n' })
    await accept(policy())
    await begin()
    expect(await stop()).toEqual({})
    expect(await decisions()).toMatchObject([{ outcome: 'nothing_due', decision: 'stop' }])
    write('a.txt', 'two\n')
    await call('run_checks')
    expect(await stop({ prompt_id: 'p2' })).toMatchObject({ decision: 'block', reason: expect.stringContaining('Check failed') })
    write('a.txt', 'one\n')
    expect(await stop({ prompt_id: 'p3' })).toMatchObject({ decision: 'block' })
  })

  it('that was approved while there was nothing to prove lets no later work go', async () => {
    const { accept, begin, stop, call, write, decisions } = await make({ 'check.mjs': 'process.exit(1)\n' })
    await accept(policy())
    await begin()
    const early = await call('should_continue', { ...report, stopping_reason: 'task_complete' })
    expect(early).toMatchObject({ approved: true, outcome: 'nothing_due' })
    write('a.txt', 'two\n')
    expect(await stop()).toMatchObject({ decision: 'block' })
    write('a.txt', 'one\n')
    expect(await stop({ prompt_id: 'p2' })).toEqual({})
    expect((await decisions()).map(({ outcome }) => outcome)).toEqual(['nothing_due', 'unfinished', 'nothing_due'])
  })

  it('48. waiting for the user lets one stop go, and the next one is judged again', async () => {
    const { accept, stop, call, decisions } = await make({ 'check.mjs': 'process.exit(1)\n' })
    await accept(policy())
    await call('run_checks')
    expect(await stop()).toMatchObject({ decision: 'block' })
    expect(await call('should_continue', { ...report, stopping_reason: 'waiting_for_user' })).toMatchObject({ outcome: 'needs_user' })
    expect(await stop()).toEqual({})
    expect(await stop({ prompt_id: 'p2' })).toMatchObject({ decision: 'block' })
    expect((await decisions()).map(({ outcome, door }) => [door, outcome])).toEqual([
      ['http', 'unfinished'],
      ['tool', 'needs_user'],
      ['http', 'needs_user'],
      ['http', 'unfinished'],
    ])
  })

  it('49. a gap without an attempt is refused; after one the stop is let go as an honest gap, while the files stay', async () => {
    const { accept, stop, call, refusal, write, decisions, loop } = await make({ 'check.mjs': 'process.exit(1)\n' })
    await accept(policy())
    expect(await stop()).toMatchObject({ decision: 'block' })
    expect(await refusal('file_gap', gap)).toMatchObject({ kind: 'conflict', code: 'gap_without_attempt' })
    await call('run_checks')
    const { decision_id } = await call('file_gap', gap)
    expect(await stop()).toEqual({})
    expect((await decisions()).at(-1)).toMatchObject({ outcome: 'honest_gap', answered: 'stop' })
    const filed = (await loop.events()).filter(({ type, entity }) => type === 'gap.filed' && entity === decision_id)
    expect(filed).toMatchObject([{ after: { criteria: ['test'], blocker: gap.blocker, tried: gap.tried, needs: 'environment' } }])
    await call('file_gap', gap)
    write('a.txt', 'two\n')
    expect(await stop({ prompt_id: 'p2' })).toMatchObject({ decision: 'block' })
  })

  it('50. where a call is asked for: held without one, with should_continue named; let go once after an approval', async () => {
    const { accept, stop, call, decisions } = await make()
    await accept('version: 1\nmode: enforce\nprofile: self-report\n')
    const held = await stop()
    expect(held).toMatchObject({ decision: 'block', reason: expect.stringContaining('should_continue') })
    await call('should_continue', { ...report, stopping_reason: 'task_complete' })
    expect(await stop()).toEqual({})
    expect((await decisions()).at(-1)).toMatchObject({ outcome: 'complete' })
    expect(await stop({ prompt_id: 'p2' })).toMatchObject({ decision: 'block' })
  })
})
