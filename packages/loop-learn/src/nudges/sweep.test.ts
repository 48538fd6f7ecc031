import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { nudged } from '../fixtures/nudging.ts'
import { day, hour } from '../words.ts'
import { sweepNudges } from './sweep.ts'

describeLearning('nudges that time passes over', (learner) => {
  it('32. pauses for 30 days what was ignored three times, and then says it otherwise', async () => {
    const { get, stuck, pass, card, learning, daysFromNow } = await nudged(learner())
    const spot = await stuck('types')
    const { nudge } = await get()
    for (const ignored of [1, 2]) {
      pass(7 * day)
      await learning(sweepNudges)
      expect(await card(spot)).toMatchObject({ ignored_in_a_row: ignored, reps: ignored, variant: 0 })
      pass(daysFromNow((await card(spot)).due) * day)
      expect((await get()).nudge.text).toBe(nudge.text)
    }
    pass(7 * day)
    await learning(sweepNudges)
    const paused = await card(spot)
    expect(paused).toMatchObject({ ignored_in_a_row: 0, reps: 3, variant: 1 })
    expect(daysFromNow(paused.paused_until!)).toBe(30)
    pass(29 * day)
    expect(await get()).toMatchObject({ nudge: null, reason: 'none_due', next_at: paused.paused_until })
    pass(day)
    const other = (await get()).nudge
    expect(other.blind_spot.id).toBe(spot)
    expect(other.text).not.toBe(nudge.text)
  })

  it('counts as ignored after seven days, whenever somebody looks', async () => {
    const { get, stuck, pass, card, tables } = await nudged(learner())
    const spot = await stuck('types')
    const { nudge } = await get()
    pass(7 * day - hour)
    await get()
    expect((await card(spot)).reps).toBe(0)
    pass(20 * day)
    await get()
    expect(await card(spot)).toMatchObject({ reps: 1, last_review: '2026-01-12T12:00:00.000Z', due: '2026-01-14T12:00:00.000Z' })
    const row = await tables((db) => db.selectFrom('learn_nudges').selectAll().where('id', '=', nudge.id).executeTakeFirstOrThrow())
    expect(row).toMatchObject({ answer: null, expired_at: '2026-01-12T12:00:00.000Z' })
  })

  it('forgets what was ignored once something is answered', async () => {
    const { get, answer, stuck, pass, card } = await nudged(learner())
    const spot = await stuck('types')
    await get()
    pass(10 * day)
    await answer((await get()).nudge.id, 'helped')
    expect((await card(spot)).ignored_in_a_row).toBe(0)
  })

  it('finds after 14 days that it got better, or that it is the same', async () => {
    for (const [support, effect] of [
      [13, 'same'],
      [15, 'better'],
      [undefined, 'better'],
    ] as const) {
      const { answered, stuck, observe, pass, tables, learning } = await nudged(learner())
      await stuck('types')
      const { nudge } = await answered('did_it')
      const effectOf = async () =>
        (await tables((db) => db.selectFrom('learn_nudges').select('effect').where('id', '=', nudge.id).executeTakeFirstOrThrow())).effect
      pass((support ?? 13) * day)
      if (support) await observe('struggle', 'types, still', { topic: 'types' })
      if (support === 13) await learning(sweepNudges).then(async () => expect(await effectOf()).toBeNull())
      pass(day)
      await learning(sweepNudges)
      expect([support, await effectOf()]).toEqual([support, effect])
    }
  })

  it('pauses what stayed the same three times', async () => {
    const { answered, stuck, observe, pass, card, learning } = await nudged(learner())
    const spot = await stuck('types')
    for (const time of [1, 2, 3]) {
      await answered('helped')
      pass(hour)
      await observe('struggle', `types, time ${time}`, { topic: 'types' })
      pass(5 * day - hour)
    }
    pass(14 * day)
    await learning(sweepNudges)
    // Two weeks and 30 days after the third.
    expect(await card(spot)).toMatchObject({ same_in_a_row: 0, variant: 1, paused_until: '2026-02-28T12:00:00.000Z' })
  })
})
