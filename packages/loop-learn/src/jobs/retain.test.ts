import { expect, it } from 'vitest'
import { doing } from '../fixtures/doing.ts'
import { describeLearning } from '../fixtures/learning.ts'
import { exported, recordsIn } from '../fixtures/portable.ts'
import { day } from '../words.ts'

describeLearning(
  'the job retain',
  (learner) => {
    it('43. leaves nothing that is older than the learner wants, and takes away what rested on it', async () => {
      const me = learner()
      const other = learner()
      for (const { observe } of [me, other])
        for (const days of [-40, -39, -38]) await observe('struggle', `Zebra ${days}`, { days, topic: 'zebra' })
      await me.call('record_forecast', { claim: 'It holds', probability: 0.7 })
      await me.learning(({ db, learner }) =>
        db.updateTable('learn_learners').set({ retention_days: 30 }).where('id', '=', learner).execute(),
      )
      await me.observe('question', 'Why the okapi?', { days: -29 })
      await me.call('do_job', { job: 'retain', payload: {} })
      const records = recordsIn(await exported(me))
      expect(records.map(({ type, content }) => content ?? type)).toEqual([
        'loop-learn',
        'profile',
        'session',
        'Why the okapi?',
        'forecast',
      ])
      expect(await me.call('recall_observations', { query: 'zebra' })).toMatchObject({ observations: [], total: 0 })
      expect((await me.call('list_sessions')).sessions).toHaveLength(1)
      expect(recordsIn(await exported(other)).filter(({ type }) => type === 'observation')).toHaveLength(3)
      me.pass(31 * day)
      await me.call('do_job', { job: 'retain', payload: {} })
      expect(recordsIn(await exported(me)).map(({ type }) => type)).toEqual(['loop-learn', 'profile'])
    })

    it('takes signals away after a day and nudges after a year, whatever the learner keeps', async () => {
      const me = learner()
      await me.observe('question', 'Why?')
      const times = { first_at: me.now().toISOString(), last_at: me.now().toISOString(), noted_at: null }
      await me.learning(({ db, learner: learner_id, at, newId }) =>
        Promise.all([
          db
            .insertInto('learn_signals')
            .values({ learner_id, client_session: 'c', signature: 's', failures: 1, ...times })
            .execute(),
          db
            .insertInto('learn_nudges')
            .values({
              ...{ id: newId(), learner_id, spot_id: null, mode: 'survival', style: 'step', text: 'One', source: 'starter', starter: 'a' },
              ...{ delivered_at: at, answer: null, answered_at: null, note: null, expired_at: null, supported_at: null, effect: null },
            })
            .execute(),
        ]),
      )
      const left = () =>
        me.tables(async (db) => {
          const [signals, nudges] = [db.selectFrom('learn_signals'), db.selectFrom('learn_nudges')]
          return [
            (await signals.selectAll().where('learner_id', '=', me.id).execute()).length,
            (await nudges.selectAll().where('learner_id', '=', me.id).execute()).length,
          ]
        })
      const after = async (days: number) => {
        me.pass(days * day)
        await me.call('do_job', { job: 'retain', payload: {} })
        return left()
      }
      expect(await after(1)).toEqual([1, 1])
      expect(await after(1)).toEqual([0, 1])
      expect(await after(364)).toEqual([0, 0])
      expect(recordsIn(await exported(me)).filter(({ type }) => type === 'observation')).toHaveLength(1)
    })
  },
  [doing],
)
