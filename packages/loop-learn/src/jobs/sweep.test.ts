import { insertRows } from 'loop-core/storage'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { nudged } from '../fixtures/nudging.ts'
import { newLearner } from '../storage/learners.ts'
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

  it('goes on with the next job behind two hundred learners', async () => {
    const me = learner()
    const ids = Array.from({ length: 205 }, (_, index) => `many-${String(index).padStart(3, '0')}`)
    await me.tables((db) =>
      insertRows(
        db,
        'learn_learners',
        ids.map((id) => newLearner(id, me.now().toISOString())),
      ),
    )
    const evaluated = async () =>
      (await me.tables((db) => db.selectFrom('learn_learners').select(['id', 'mode_evaluated_at']).execute())).filter(
        ({ id, mode_evaluated_at }) => id.startsWith('many-') && mode_evaluated_at !== null,
      ).length
    const asked: Record<string, unknown>[] = []
    const run = (payload: Record<string, unknown>) => {
      const surroundings = { now: me.now, config: me.application.config, newId: () => crypto.randomUUID(), emit() {} }
      const enqueue = (job: { payload?: Record<string, unknown> }) => void asked.push(job.payload!)
      return me.application.storage.transaction('local', 'write', (db) => sweep.run(payload, { ...surroundings, enqueue, db } as never))
    }
    await run({})
    const first = await evaluated()
    expect(first).toBeLessThan(205)
    for (let next = asked.pop(); next !== undefined; next = asked.pop()) await run(next)
    expect(await evaluated()).toBe(205)
  })
})
