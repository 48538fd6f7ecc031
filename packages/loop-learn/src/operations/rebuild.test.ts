import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('rebuild', (learner) => {
  it('changes nothing where each note was looked at as it came', async () => {
    const { call, observe } = learner()
    for (const days of [-3, -2, -1]) await observe('struggle', `Stuck ${days}`, { days, topic: 'types' })
    expect(await call('rebuild')).toEqual({ blind_spots_changed: [] })
  })

  it('finds what was stored past the detectors', async () => {
    const { call, observe, tables } = learner()
    for (const [index, days] of [-3, -2, -1].entries()) await observe('struggle', `Stuck ${days}`, { days, topic: `topic-${index}` })
    await tables((db) => db.updateTable('learn_observations').set({ theme: 'topic:same' }).where('content', 'like', 'Stuck -%').execute())
    expect(await call('rebuild')).toMatchObject({ blind_spots_changed: [{ title: 'Stuck again: same', from: null, to: 'active' }] })
  })
})
