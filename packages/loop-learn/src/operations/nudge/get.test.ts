import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { nudged } from '../../fixtures/nudging.ts'
import { day, hour, minute } from '../../words.ts'

describeLearning('loop_get_nudge', (learner) => {
  it('says one thing about a blind spot, with what it rests on', async () => {
    const { get, stuck, events } = await nudged(learner())
    const spot = await stuck('async-errors')
    const { nudge, ...rest } = await get()
    expect(rest).toEqual({ repeated: false })
    expect(nudge).toMatchObject({ style: 'step', mode: 'survival', source: 'local' })
    expect(nudge.text).toContain('“async-errors” has held you up 3 times in 2 days')
    expect(nudge.blind_spot).toMatchObject({ id: spot, support_count: 3, title: 'Stuck again: async-errors' })
    expect(nudge.blind_spot.evidence.map(({ quote }: { quote: string }) => quote)).toEqual([
      'async-errors again',
      'async-errors -2',
      'async-errors -3',
    ])
    const told = (await events()).filter(({ type }) => type === 'learning.nudge_delivered')
    expect(told.map(({ after }) => after)).toEqual([{ nudge_id: nudge.id }])
  })

  it('28. says one thing a day in survival', async () => {
    const { get, answered, stuck, pass } = await nudged(learner())
    await stuck('async-errors')
    await stuck('types')
    await answered('helped')
    pass(2 * hour)
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'cap_reached', next_at: '2026-01-06T07:00:00.000Z' })
    pass(17 * hour)
    expect((await get()).nudge).toMatchObject({ blind_spot: { title: 'Stuck again: types' } })
  })

  it('28. says three things a day in generative, 90 minutes apart', async () => {
    const { get, answered, stuck, pass } = await nudged(learner({ LOOP_THRESHOLD: 'generative' }))
    for (const topic of ['one', 'two', 'three', 'four']) await stuck(topic)
    for (const _ of [1, 2]) {
      expect((await answered('helped')).nudge.style).toBe('question')
      pass(89 * minute)
      expect(await get()).toMatchObject({ nudge: null, reason: 'min_gap' })
      pass(minute)
    }
    await answered('helped')
    pass(90 * minute)
    expect(await get()).toMatchObject({ nudge: null, reason: 'cap_reached' })
  })

  it('29. is silent in quiet hours, unless somebody asks', async () => {
    const { get, stuck, pass } = await nudged(learner())
    await stuck('types')
    pass(11.5 * hour)
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'quiet_hours', next_at: '2026-01-06T07:00:00.000Z' })
    const { nudge } = await get({ asked: true })
    expect(nudge.blind_spot.title).toBe('Stuck again: types')
    expect(await get()).toMatchObject({ reason: 'quiet_hours' })
    expect(await get({ asked: true })).toMatchObject({ nudge: { id: nudge.id }, repeated: true })
  })

  it('30. repeats what nobody answered for a day, and then holds back nothing else', async () => {
    const { get, stuck, pass } = await nudged(learner())
    await stuck('one')
    const { nudge } = await get()
    await stuck('two')
    pass(3 * hour)
    expect(await get()).toEqual({ nudge, repeated: true })
    pass(21 * hour)
    const other = await get()
    expect(other).toMatchObject({ repeated: false, nudge: { blind_spot: { title: 'Stuck again: two' } } })
    pass(day)
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'none_due' })
  })

  it('33. is off where the person wants none', async () => {
    const { get, stuck } = await nudged(learner(), { nudges_per_day: 0 })
    await stuck('types')
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'off' })
    expect(await get({ asked: true })).toMatchObject({ reason: 'off' })
  })

  it('says when the next is due, and takes the soonest for who asks', async () => {
    const { get, answered, stuck, pass } = await nudged(learner())
    await stuck('types')
    await answered('helped')
    pass(day)
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'none_due', next_at: '2026-01-08T12:00:00.000Z' })
    expect(await get({ asked: true })).toMatchObject({ repeated: false, nudge: { blind_spot: { title: 'Stuck again: types' } } })
  })

  it('speaks of one domain where that is wanted', async () => {
    const { get, stuck } = await nudged(learner())
    await stuck('types', { domain: 'coding' })
    await stuck('scales', { domain: 'piano' })
    expect((await get({ domain: 'Piano' })).nudge.blind_spot.title).toBe('Stuck again: scales')
  })

  it('begins with a question where there is no blind spot, and puts none twice within 30 days', async () => {
    const { get, answer, pass } = await nudged(learner(), { quiet_start: '00:00', quiet_end: '00:00' })
    const texts = new Set<string>()
    for (let days = 0; days < 8; days++) {
      const { nudge } = await get()
      expect(nudge).toMatchObject({ source: 'starter', style: 'step' })
      expect((await answer(nudge.id, 'helped')).blind_spot).toBeUndefined()
      texts.add(nudge.text)
      pass(day)
    }
    expect(texts.size).toBe(8)
    expect(await get()).toEqual({ nudge: null, repeated: false, reason: 'none_due', next_at: '2026-02-04T12:00:00.000Z' })
    pass(22 * day)
    expect(texts).toContain((await get()).nudge.text)
  })

  it('is told of by the other tools, and only while there is something new to say', async () => {
    const { call, observe, get, answer } = await nudged(learner())
    expect((await call('loop_session_start')).context.nudge_ready).toBe(true)
    expect((await observe('question', 'Why?')).nudge_ready).toBe(true)
    const { nudge } = await get()
    expect((await observe('question', 'And how?')).nudge_ready).toBe(false)
    await answer(nudge.id, 'did_it')
    expect((await call('loop_session_start')).context.nudge_ready).toBe(false)
  })

  it('says nothing more of a blind spot that is over', async () => {
    const { get, stuck, tables } = await nudged(learner())
    const spot = await stuck('types')
    const { nudge } = await get()
    await tables((db) => db.updateTable('learn_blind_spots').set({ state: 'resolved' }).where('id', '=', spot).execute())
    expect((await get({ asked: true })).nudge).not.toMatchObject({ id: nudge.id })
  })

  it('uses the words that a model has put ready for the mode, once', async () => {
    const { get, stuck, tables } = await nudged(learner())
    const spot_id = await stuck('types')
    await tables(async (db) => {
      const { learner_id } = await db
        .selectFrom('learn_cards')
        .select('learner_id')
        .where('spot_id', '=', spot_id)
        .executeTakeFirstOrThrow()
      const wording = {
        spot_id,
        learner_id,
        mode: 'survival',
        text: 'Read one error aloud.',
        worded_at: '2026-01-05T12:00:00.000Z',
      } as const
      await db.insertInto('learn_wordings').values(wording).execute()
    })
    expect((await get()).nudge).toMatchObject({ source: 'model', text: 'Read one error aloud.' })
  })
})
