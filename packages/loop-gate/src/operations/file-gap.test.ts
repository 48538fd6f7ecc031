import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = (more = '') => `version: 1
mode: enforce
${more}
criteria:
  - { id: test, run: [node, check.mjs], on_stop: require }
  - { id: slow, run: [node, check.mjs], on_stop: require, required: false }
`
const failing = { 'check.mjs': 'process.exit(1)\n' }
const gap = {
  criteria: ['test'],
  blocker: 'The database of the tests is not there; password=hunter2-hunter2',
  tried: 'Ran the check twice and read what it said.',
  needs: 'access',
}

describeGate('file_gap', (make) => {
  it('keeps one open gap a criterion and an approval, and tells the log', async () => {
    const { accept, call, loop, decisions } = await make(failing)
    await accept(policy())
    await call('run_checks', { criteria: ['test'] })
    const filed = await call('file_gap', gap)
    expect(filed).toEqual({
      decision: 'stop',
      outcome: 'honest_gap',
      gap_ids: [expect.stringMatching(/^gp_/)],
      decision_id: expect.stringMatching(/^dc_/),
      text: expect.stringMatching(/^✅ APPROVED TO STOP \(honest gap\)\n\nNot shown to be done: test\nNeeds: access\n/),
    })
    expect(filed.text).not.toContain(gap.blocker)
    expect((await call('file_gap', { ...gap, tried: 'Asked around, and nobody has the key to it.' })).gap_ids).toEqual(filed.gap_ids)
    expect(await decisions()).toMatchObject([{ id: filed.decision_id, outcome: 'honest_gap', door: 'tool', used_at: null }, {}])
    const event = (await loop.events()).find(({ type, entity }) => type === 'gap.filed' && entity === filed.decision_id)
    expect(event).toMatchObject({ actor: { id: 'implementer-local' }, after: { criteria: ['test'], needs: 'access', tried: gap.tried } })
    expect(event!.after!.blocker).not.toContain('hunter2')
    expect(await call('get_gate_status')).toMatchObject({ gaps: [{ id: filed.gap_ids[0], criterion: 'test', count: 2 }] })
  })

  it('closes the gap once the criterion passes', async () => {
    const { accept, call, write } = await make(failing)
    await accept(policy())
    await call('run_checks', { criteria: ['test'] })
    await call('file_gap', gap)
    write('check.mjs', 'process.exit(0)\n')
    await call('run_checks', { criteria: ['test'] })
    expect((await call('get_gate_status')).gaps).toEqual([])
  })

  it('wants an attempt of all that holds the stop back, and of nothing else', async () => {
    const { accept, call, refusal, begin, write } = await make(failing)
    await accept(policy())
    await call('run_checks', { criteria: ['test'] })
    expect(await call('file_gap', gap)).toMatchObject({ outcome: 'honest_gap' })
    expect(await refusal('file_gap', { ...gap, criteria: ['slow'] })).toMatchObject({
      kind: 'conflict',
      code: 'gap_without_attempt',
      hints: [expect.stringContaining('run_checks {"criteria":["slow"]}')],
    })
    await begin()
    write('check.mjs', 'process.exit(2)\n')
    expect(await refusal('file_gap', gap)).toMatchObject({ code: 'gap_without_attempt', message: expect.stringContaining('test') })
  })

  it('is refused by a policy that takes no gaps, and for what the policy does not name', async () => {
    const { accept, refusal } = await make(failing)
    expect(await refusal('file_gap', gap)).toMatchObject({ kind: 'not_found', code: 'no_workspace' })
    await accept(policy())
    expect(await refusal('file_gap', { ...gap, criteria: ['other'] })).toMatchObject({ kind: 'not_found', code: 'criterion_unknown' })
    expect(await refusal('file_gap', { ...gap, blocker: 'Too short.' })).toMatchObject({ kind: 'invalid_input' })
    await accept(policy('gaps: deny'))
    expect(await refusal('file_gap', gap)).toMatchObject({ kind: 'forbidden', code: 'gaps_denied' })
  })

  it('takes three in a session', async () => {
    const { accept, call, refusal } = await make(failing)
    await accept(policy())
    await call('run_checks', { criteria: ['test'] })
    for (let count = 1; count <= 3; count++) await call('file_gap', gap)
    expect(await refusal('file_gap', gap)).toMatchObject({ kind: 'rate_limited', hints: [expect.stringContaining('waiting_for_user')] })
  })
})
