import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { sweep } from '../jobs/sweep.ts'
import { day, hour, minute } from '../words.ts'
import { evaluateSpots } from './evaluate.ts'
import { sweepSpots } from './sweep.ts'

describeLearning('blind spots of whole domains and of time', (learner) => {
  /** A session of its own so many days ago, with so many notes. */
  async function session({ observe }: Learner, days: number, kinds: readonly string[]) {
    const moves = []
    for (const [index, kind] of kinds.entries()) {
      const note = await observe(kind, `${kind} ${index} of day ${days}`, {
        days: days + (index * 5 * minute) / day,
        topic: `${days} ${index}`,
      })
      moves.push(...note.blind_spots_changed)
    }
    return moves
  }

  async function spots({ call }: Learner, state?: string) {
    return (await call('list_blind_spots', state ? { state } : {})).blind_spots
  }

  it('finds that nothing gets finished when the fifth session ends, and that two completions end it', async () => {
    const me = learner()
    for (const days of [-5, -4, -3, -2]) expect(await session(me, days, ['decision', 'question', 'struggle'])).toEqual([])
    expect(await session(me, 0, ['decision', 'question', 'struggle'].slice(0, 2))).toEqual([])
    const last = await me.observe('question', 'And now?', { topic: 'now' })
    const ended = await me.call('loop_session_end')
    expect(ended.blind_spots_changed).toMatchObject([{ title: 'Little gets finished: general', from: null, to: 'active' }])
    const [spot] = await spots(me)
    expect(spot).toMatchObject({ detector: 'no_finish', support_count: 5, session_count: 5, confidence: 0.7 })
    expect(spot.evidence).toHaveLength(5)
    expect(spot.evidence.map(({ observation_id }: { observation_id: string }) => observation_id)).toContain(last.observation.id)
    me.pass(2 * hour)
    expect((await me.observe('completion', 'One thing', { topic: 'one' })).blind_spots_changed).toEqual([])
    me.pass(minute)
    expect((await me.observe('completion', 'Another', { topic: 'two' })).blind_spots_changed).toMatchObject([{ to: 'resolved' }])
  })

  it('finds what was called done too early, where a verdict comes later', async () => {
    const me = learner()
    for (const days of [-3, -2]) await me.observe('completion', `Done ${days}`, { days, outcome: 'refuted' })
    const { observation } = await me.observe('completion', 'Done', { days: -1 })
    const moves = await me.learning(async (own) => {
      const refuted = own.db.updateTable('learn_observations').set({ outcome: 'refuted' }).where('id', '=', observation.id)
      return evaluateSpots(own, await refuted.returningAll().executeTakeFirstOrThrow())
    })
    expect(moves).toMatchObject([{ title: 'Called done too early: general', to: 'active' }])
    const confirm = (index: number) => me.observe('completion', `Held ${index}`, { outcome: 'confirmed' })
    for (const index of [1, 2, 3, 4]) expect((await confirm(index)).blind_spots_changed).toEqual([])
    expect((await confirm(5)).blind_spots_changed).toMatchObject([{ from: 'active', to: 'resolved' }])
  })

  it('finds long sessions that end in struggle, and forgets them after two weeks', async () => {
    const me = learner()
    const long = async (days: number) => {
      const moves = []
      for (const [index, kind] of ['question', 'question', 'question', 'question', 'struggle'].entries())
        moves.push(
          ...(await me.observe(kind, `${kind} ${index}`, { days: days + (index * 50 * minute) / day, topic: `t ${days} ${index}` }))
            .blind_spots_changed,
        )
      return moves
    }
    for (const days of [-8, -7, -6]) expect(await long(days)).toEqual([])
    expect(await long(-5)).toMatchObject([{ title: 'Long sessions end in struggle: general', to: 'active' }])
    me.pass(9 * day)
    expect(await me.learning(sweepSpots)).toEqual([])
    me.pass(day)
    await me.call('loop_session_start')
    expect(await spots(me, 'resolved')).toMatchObject([{ detector: 'long_sessions', support_count: 4 }])
  })

  it('51. finds overconfidence in ten forecasts at 0.9 of which five came true', async () => {
    const me = learner()
    for (let index = 0; index < 10; index++) {
      const { forecast } = await me.call('record_forecast', { claim: `Claim ${index}`, probability: 0.9 })
      const { calibration } = await me.call('settle_forecast', { forecast_id: forecast.id, outcome: index < 5 ? 'true' : 'false' })
      if (index === 9) expect(calibration).toEqual({ n: 10, brier: 0.41, gap: 0.4 })
    }
    expect(await spots(me)).toMatchObject([
      { detector: 'overconfidence', about: 'self', domain: '', title: 'Surer than right: forecasts', support_count: 10, evidence: [] },
    ])
    for (let index = 0; index < 40; index++) {
      const { forecast } = await me.call('record_forecast', { claim: `Later ${index}`, probability: 0.9 })
      await me.call('settle_forecast', { forecast_id: forecast.id, outcome: 'true' })
    }
    expect(await spots(me)).toEqual([])
    expect(await spots(me, 'resolved')).toMatchObject([{ detector: 'overconfidence' }])
  })

  it('resolves what time has ended, in the hourly job, which writes idle sessions down as well', async () => {
    const me = learner()
    for (const days of [-3, -2, -1]) await me.observe('struggle', `Stuck ${days}`, { days, topic: 'types' })
    for (const part of ['One', 'Two']) await me.observe('completion', `${part} is done`, { topic: 'types' })
    expect(await spots(me)).toHaveLength(1)
    me.pass(13 * day)
    const context = { now: me.now, newId: () => crypto.randomUUID(), config: me.application.config, emit() {}, enqueue() {} }
    await me.tables((db) => sweep.run({}, { ...context, db } as never))
    expect(await spots(me, 'resolved')).toMatchObject([{ label: 'types', resolved_at: me.now().toISOString() }])
    const { sessions } = await me.call('list_sessions')
    expect(sessions[0]).toMatchObject({ ended_by: 'gap' })
    expect(
      await me.tables((db) =>
        db.selectFrom('learn_sessions').select('id').where('ended_at', 'is', null).where('learner_id', '=', me.id).execute(),
      ),
    ).toEqual([])
  })
})
