import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { nudged } from '../fixtures/nudging.ts'

describeLearning('two agents that ask for a nudge at once', (learner) => {
  it.each([
    ['about a blind spot', true, false],
    ['of a question to begin with', false, false],
    ['of a question that the person asked for', false, true],
  ])('get one delivery %s, of which all but one are repetitions', async (_, isStuck, asked) => {
    const { get, stuck, tables } = await nudged(learner())
    if (isStuck) for (const topic of ['one', 'two']) await stuck(topic)
    const offers = await Promise.all(Array.from({ length: 6 }, () => get({ asked })))
    expect(new Set(offers.map(({ nudge }) => nudge.id)).size).toBe(1)
    expect(offers.filter(({ repeated }) => !repeated)).toHaveLength(1)
    const { nudge } = offers[0]!
    const rows = await tables(async (db) => {
      const { learner_id } = await db.selectFrom('learn_nudges').select('learner_id').where('id', '=', nudge.id).executeTakeFirstOrThrow()
      return db.selectFrom('learn_nudges').select('id').where('learner_id', '=', learner_id).execute()
    })
    expect(rows).toHaveLength(1)
  })
})
