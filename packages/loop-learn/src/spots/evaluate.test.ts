import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('blind spots', (learner) => {
  it('24. are found in three struggles of three days, and not in two or in one session', async () => {
    const { observe, tables, events } = learner()
    const struggle = (days: number) => observe('struggle', `Await in loop ${days}`, { days, topic: 'async-errors' })
    const [first, second] = [await struggle(-3), await struggle(-2)]
    expect(second.blind_spots_changed).toEqual([])
    const third = await struggle(-1)
    const title = 'Stuck again: async-errors'
    expect(third.blind_spots_changed).toEqual([{ id: expect.any(String), title, from: null, to: 'active' }])
    const { id } = third.blind_spots_changed[0]
    const spot = await tables((db) => db.selectFrom('learn_blind_spots').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    expect(spot).toMatchObject({ detector: 'recurring_struggle', support_count: 3, session_count: 3, confidence: 0.5, severity: 'low' })
    const evidence = await tables((db) => db.selectFrom('learn_evidence').selectAll().where('spot_id', '=', id).execute())
    expect(evidence.map((row) => row.observation_id).sort()).toEqual([first, second, third].map(({ observation }) => observation.id).sort())
    const told = (await events()).filter(({ type }) => type === 'learning.blind_spot_changed')
    expect(told.map(({ after }) => after)).toEqual([{ blind_spot_id: id, detector: 'recurring_struggle', from: null, to: 'active' }])
  })

  it('24. are not found within one session', async () => {
    const { observe } = learner()
    for (const part of ['One', 'Two', 'Three']) {
      expect((await observe('struggle', part, { topic: 'async-errors' })).blind_spots_changed).toEqual([])
    }
  })

  it('26. are not found where a completion has come since, though it is told first', async () => {
    const { observe } = learner()
    await observe('struggle', 'One', { days: -3, topic: 'types' })
    await observe('struggle', 'Two', { days: -2, topic: 'types' })
    await observe('completion', 'Done', { topic: 'types' })
    expect((await observe('struggle', 'Three', { days: -1, topic: 'types' })).blind_spots_changed).toEqual([])
  })

  it('26. are resolved by what was finished, and relapse with two more', async () => {
    const { observe, tables } = learner()
    const moved = async (kind: string, days: number) =>
      (await observe(kind, `${kind} ${days}`, { days, topic: 'types' })).blind_spots_changed
    await moved('struggle', -20)
    await moved('struggle', -19)
    expect(await moved('struggle', -18)).toMatchObject([{ from: null, to: 'active' }])
    expect(await moved('completion', -17)).toEqual([])
    expect(await moved('completion', -16)).toMatchObject([{ from: 'active', to: 'resolved' }])
    expect(await moved('struggle', 0)).toEqual([])
    const [relapse] = (await observe('struggle', 'And again', { topic: 'types' })).blind_spots_changed
    expect(relapse).toMatchObject({ from: 'resolved', to: 'relapsed' })
    const [spot, changes] = await tables(async (db) => [
      await db.selectFrom('learn_blind_spots').selectAll().where('id', '=', relapse.id).executeTakeFirstOrThrow(),
      await db.selectFrom('learn_spot_changes').select('why').where('spot_id', '=', relapse.id).orderBy('id').execute(),
    ])
    expect(spot).toMatchObject({ relapses: 1, support_count: 5, counter_count: 2, severity: 'medium' })
    expect(changes).toEqual([{ why: 'found' }, { why: 'over' }, { why: 'again' }])
  })
})
