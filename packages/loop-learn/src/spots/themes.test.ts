import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('blind spots without a topic', (learner) => {
  it('25. are found where the same is said in other words, and not in unrelated notes', async () => {
    const { observe } = learner()
    await observe('struggle', 'The login tests hang on the database', { days: -3 })
    await observe('struggle', 'Login tests hang again, database connection?', { days: -2 })
    const { blind_spots_changed } = await observe('struggle', 'Hanging login test, waiting for databases', { days: -1 })
    expect(blind_spots_changed).toMatchObject([{ title: 'Stuck again: The login tests hang on the database', to: 'active' }])
    const other = learner()
    for (const [index, content] of ['The printer is offline', 'French verbs confuse me', 'My budget does not add up'].entries()) {
      expect((await other.observe('struggle', content, { days: index - 3 })).blind_spots_changed).toEqual([])
    }
  })

  it('are found once where several callers tell at the same time', async () => {
    const { call, observe, now } = learner()
    for (const days of [-3, -2]) await observe('struggle', `Stuck ${days}`, { days, topic: 'types' })
    const observed_at = new Date(now().getTime() - 3_600_000).toISOString()
    const tell = (part: number) => call('loop_observe', { kind: 'struggle', content: `Part ${part}`, topic: 'types', observed_at })
    const answers = await Promise.all([1, 2, 3, 4].map(tell))
    expect(answers.flatMap(({ blind_spots_changed }) => blind_spots_changed)).toHaveLength(1)
    expect((await call('list_blind_spots')).blind_spots).toMatchObject([{ support_count: 6 }])
    expect(await call('rebuild')).toEqual({ blind_spots_changed: [] })
  })
})
