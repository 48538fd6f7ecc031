import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { good, type Script, scripts, spotOf, startAnthropicServer } from '../fixtures/anthropic-server.ts'
import { doing } from '../fixtures/doing.ts'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { takeWording } from '../storage/wordings.ts'
import { minute } from '../words.ts'

describeLearning(
  'the analysis after a session',
  (learner) => {
    let server: Awaited<ReturnType<typeof startAnthropicServer>>
    beforeAll(async () => {
      server = await startAnthropicServer()
    })
    afterAll(() => server.close())

    /** Notes of two days, with nothing in common that a rule could see. */
    const learning = (script: Script, environment: Record<string, string> = {}) => {
      server.answers(script)
      return learner({ ANTHROPIC_API_KEY: 'sk-ant-x', LOOP_ANTHROPIC_BASE_URL: server.url, ...environment })
    }
    const notesOf = async (me: Learner) => {
      for (const [days, content] of [
        [-2, 'Rewrote the parser twice'],
        [-1, 'Chose a queue, then a table'],
        [0, 'Tests came last'],
      ] as const)
        await me.observe('struggle', content, { days, domain: 'coding' })
    }
    const spotsOf = (me: Learner) =>
      me.learning(({ db, learner: id }) => db.selectFrom('learn_blind_spots').selectAll().where('learner_id', '=', id).execute())
    const evidenceOf = (me: Learner) =>
      me.learning(({ db, learner: id }) => db.selectFrom('learn_evidence').select('observation_id').where('learner_id', '=', id).execute())
    const callsOf = (me: Learner) =>
      me.learning(({ db, learner: id }) => db.selectFrom('learn_model_calls').selectAll().where('learner_id', '=', id).execute())
    const workOf = (me: Learner) => me.learning(async ({ learner, profile }) => ({ learner, generation: profile.generation }))
    const analysed = async (me: Learner) => me.call('do_job', { job: 'analyse', payload: await workOf(me) })

    it('is made where five notes were taken, and not of fewer', async () => {
      const me = learning(scripts.good)
      for (const count of [4, 5]) {
        for (let note = 0; note < count; note++) await me.observe('decision', `Choice ${note} of ${count}`)
        await me.call('loop_session_end')
        me.pass(minute)
      }
      await me.work()
      await vi.waitFor(async () => expect(await callsOf(me)).toMatchObject([{ purpose: 'analyse', outcome: 'answered' }]), 10_000)
      expect(server.asked).toHaveLength(1)
    })

    it('45. adds a spot of the notes that were sent, once, and never as sure as a rule', async () => {
      const me = learning(scripts.good)
      await notesOf(me)
      await analysed(me)
      const [spot, ...others] = await spotsOf(me)
      expect(others).toEqual([])
      expect(spot).toMatchObject({
        detector: 'model',
        about: 'self',
        domain: 'coding',
        theme: 'model:the-plan-comes-after-the-code',
        label: 'The plan comes after the code',
        state: 'active',
        support_count: 3,
        session_count: 3,
        confidence: 0.5,
        severity: 'low',
        first_seen_at: '2026-01-03T12:00:00.000Z',
      })
      expect((await evidenceOf(me)).map((row) => row.observation_id).sort()).toEqual(
        server.asked[0]!.block.observations.map(({ id }) => id).sort(),
      )
      server.answers(good((asked) => ({ spots: [{ ...spotOf(asked), title: 'Another name for it' }] })))
      await analysed(me)
      expect(await spotsOf(me)).toHaveLength(1)
    })

    it.each(['foreign_ids', 'link', 'oversized', 'prose'] as const)('45. adds nothing for an answer of no use: %s', async (name) => {
      const me = learning(scripts[name])
      await notesOf(me)
      await analysed(me)
      expect(await spotsOf(me)).toEqual([])
    })

    it('keeps better words for a spot that is there, for the mode in which they were found', async () => {
      const me = learning(good(() => ({ spots: [] })))
      for (const days of [-3, -2, -1]) await me.observe('struggle', `Again ${days}`, { days, topic: 'types' })
      await analysed(me)
      const [spot] = await spotsOf(me)
      const words = (mode: 'survival' | 'generative') => me.learning(({ db, learner: id }) => takeWording(db, id, { spot: spot!.id, mode }))
      expect(await words('generative')).toBeUndefined()
      expect(await words('survival')).toBe('Say the plan aloud before the first line.')
      expect(await words('survival')).toBeUndefined()
    })

    it('is tried again where the model cannot be reached, and not where it says no', async () => {
      const me = learning(scripts.overloaded)
      await notesOf(me)
      await expect(analysed(me)).rejects.toMatchObject({ kind: 'unavailable', code: 'model_unavailable' })
      server.answers(scripts.unauthorized)
      await analysed(me)
    })

    it('writes nothing where all was erased while the model thought, or before', async () => {
      const me = learning(scripts.good)
      await notesOf(me)
      const work = await workOf(me)
      server.answers(async (asked) => {
        await me.call('erase_everything', { confirm: 'erase everything' })
        return scripts.good(asked)
      })
      await me.call('do_job', { job: 'analyse', payload: work })
      await me.call('do_job', { job: 'analyse', payload: work })
      expect(server.asked).toHaveLength(1)
      expect(await spotsOf(me)).toEqual([])
    })

    it('writes nothing where a note was forgotten while the model thought', async () => {
      const me = learning(scripts.good)
      await notesOf(me)
      server.answers(async (asked) => {
        await me.call('forget_observation', { observation_id: asked.block.observations[0]!.id })
        return scripts.good(asked)
      })
      await analysed(me)
      expect(await spotsOf(me)).toEqual([])
    })
  },
  [doing],
)
