import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = 'version: 1\nmode: enforce\ncriteria:\n  - { id: test, run: [node, check.mjs], on_stop: require }\n'

describeGate('list_decisions', (make) => {
  it('gives short lines, the newest first, page by page, and says how many are left', async () => {
    const { accept, stop, call } = await make()
    await accept(policy)
    for (const prompt_id of ['p1', 'p2', 'p3']) await stop({ prompt_id })
    const first = await call('list_decisions', { limit: 2 })
    expect(first).toEqual({ decisions: [expect.any(Object), expect.any(Object)], omitted: 1, cursor: first.decisions[1].id })
    expect(first.decisions[0]).toEqual({
      id: expect.stringMatching(/^dc_/),
      at: '2026-01-05T12:00:04.000Z',
      outcome: 'unfinished',
      decision: 'continue',
      answered: 'continue',
      door: 'http',
      client: 'claude',
      mode: 'enforce',
      issues: ['criterion_not_measured'],
      block: 1,
      session: 'session-1',
    })
    const second = await call('list_decisions', { limit: 2, cursor: first.cursor })
    expect(second).toEqual({ decisions: [expect.objectContaining({ at: '2026-01-05T12:00:02.000Z' })], omitted: 0 })
  })

  it('takes those of a session, of an outcome and since a time, and only of this folder', async () => {
    const { accept, stop, call, refusal } = await make()
    await accept(policy)
    await stop()
    await stop({ session_id: 'other', permission_mode: 'plan' })
    const ids = async (filter: object) => (await call('list_decisions', filter)).decisions.map((line: { outcome: string }) => line.outcome)
    expect(await ids({})).toEqual(['let_through', 'unfinished'])
    expect(await ids({ session: 'other' })).toEqual(['let_through'])
    expect(await ids({ outcome: 'unfinished' })).toEqual(['unfinished'])
    expect(await ids({ since: '2026-01-05T13:00:03+01:00' })).toEqual(['let_through'])
    expect(await refusal('list_decisions', { since: 'then' })).toMatchObject({ kind: 'invalid_input' })
    expect(await refusal('list_decisions', { cursor: 'dc_none' })).toMatchObject({ code: 'bad_cursor' })
  })
})
