import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { nudged } from '../../fixtures/nudging.ts'
import { day, hour, minute } from '../../words.ts'

describeLearning('answer_nudge', (learner) => {
  it('27. decides when the blind spot comes up again', async () => {
    for (const [said, days] of [
      ['did_it', 8],
      ['helped', 3],
      ['not_yet', 2],
      ['later', 1],
    ] as const) {
      const { answered, stuck, pass, daysFromNow, card } = await nudged(learner())
      const spot = await stuck('types')
      pass(hour)
      const { nudge, next_due, blind_spot } = await answered(said)
      expect([nudge.answer, daysFromNow(next_due)]).toEqual([said, days])
      expect(blind_spot).toEqual({ id: spot, title: 'Stuck again: types', state: 'active' })
      expect((await card(spot)).reps).toBe(said === 'later' ? 0 : 1)
    }
  })

  it('31. dismisses what is not theirs; further struggles do not bring it back', async () => {
    const { answered, stuck, observe, get, pass, tables, events } = await nudged(learner())
    const spot = await stuck('types')
    expect(await answered('not_me')).toMatchObject({ blind_spot: { id: spot, state: 'dismissed' } })
    expect((await events()).map(({ after }) => after)).toContainEqual({
      blind_spot_id: spot,
      detector: 'recurring_struggle',
      from: 'active',
      to: 'dismissed',
    })
    pass(day)
    expect((await observe('struggle', 'types once more', { topic: 'types' })).blind_spots_changed).toEqual([])
    expect((await get()).nudge.blind_spot).toBeUndefined()
    const changes = await tables((db) => db.selectFrom('learn_spot_changes').selectAll().where('spot_id', '=', spot).execute())
    expect(changes).toContainEqual(expect.objectContaining({ to_state: 'dismissed', by: 'person', why: 'not_me' }))
  })

  it('counts once, and refuses another answer', async () => {
    const { answered, answer, stuck, refusal, events, pass } = await nudged(learner())
    await stuck('types')
    const first = await answered('helped')
    pass(hour)
    expect(await answer(first.nudge.id, 'helped')).toEqual(first)
    expect(await refusal('answer_nudge', { nudge_id: first.nudge.id, answer: 'not_yet' })).toMatchObject({
      kind: 'conflict',
      code: 'already_answered',
    })
    expect((await events()).filter(({ type }) => type === 'learning.nudge_answered')).toHaveLength(1)
  })

  it('keeps what the person adds, without what is private', async () => {
    const { get, call, tables } = await nudged(learner())
    const { nudge } = await get()
    await call('answer_nudge', { nudge_id: nudge.id, answer: 'helped', note: 'Good <private>for my boss</private> one' })
    const { note } = await tables((db) => db.selectFrom('learn_nudges').select('note').where('id', '=', nudge.id).executeTakeFirstOrThrow())
    expect(note).toBe('Good  one')
  })

  it('knows no nudge of others', async () => {
    const { get } = await nudged(learner())
    const { nudge } = await get()
    expect(await learner().refusal('answer_nudge', { nudge_id: nudge.id, answer: 'helped' })).toMatchObject({ code: 'nudge_not_found' })
  })

  it('gives way to new support: the delivery is closed, and the blind spot comes back tomorrow, once for each delivery', async () => {
    const { get, stuck, observe, pass, card, tables, daysFromNow, answer } = await nudged(learner())
    const spot = await stuck('types')
    const { nudge } = await get()
    pass(minute)
    await observe('struggle', 'types broke the build', { topic: 'types' })
    expect(daysFromNow((await card(spot)).due)).toBe(1)
    pass(hour)
    await observe('struggle', 'types broke it again', { topic: 'types' })
    expect(await card(spot)).toMatchObject({ reps: 1 })
    const row = await tables((db) => db.selectFrom('learn_nudges').selectAll().where('id', '=', nudge.id).executeTakeFirstOrThrow())
    expect(row).toMatchObject({ answer: null, expired_at: '2026-01-05T12:01:00.000Z', supported_at: '2026-01-05T12:01:00.000Z' })
    // What comes late still counts.
    expect((await answer(nudge.id, 'did_it')).nudge.answer).toBe('did_it')
    expect((await card(spot)).reps).toBe(2)
  })

  it('is not moved by support from before the delivery', async () => {
    const { get, stuck, observe, card } = await nudged(learner())
    const spot = await stuck('types')
    await get()
    await observe('struggle', 'types, days ago', { topic: 'types', days: -4 })
    expect((await card(spot)).reps).toBe(0)
  })
})
