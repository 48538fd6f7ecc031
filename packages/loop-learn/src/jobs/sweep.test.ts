import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { nudged } from '../fixtures/nudging.ts'
import { day } from '../words.ts'
import { sweep } from './sweep.ts'

describeLearning('the job learn.sweep', (learner) => {
  it('writes down what time alone has changed: sessions, nudges and when the mode was looked at', async () => {
    const { get, stuck, pass, card, tables, learning, now, application } = await nudged(learner())
    const spot = await stuck('types')
    await get()
    pass(8 * day)
    const surroundings = { now, config: application.config, newId: () => crypto.randomUUID(), emit() {}, enqueue() {} }
    await application.storage.transaction('local', 'write', (db) => sweep.run({}, { ...surroundings, db } as never))
    expect(await card(spot)).toMatchObject({ reps: 1, ignored_in_a_row: 1 })
    const { profile, learner: id } = await learning(async (mine) => mine)
    expect(profile.mode_evaluated_at).toBe(now().toISOString())
    const open = await tables((db) =>
      db.selectFrom('learn_sessions').select('id').where('learner_id', '=', id).where('ended_at', 'is', null).execute(),
    )
    expect(open).toEqual([])
  })
})
