import { afterAll, beforeAll, expect, it } from 'vitest'
import { scripts, startAnthropicServer } from '../fixtures/anthropic-server.ts'
import { doing } from '../fixtures/doing.ts'
import { describeLearning, type Learner } from '../fixtures/learning.ts'

describeLearning(
  'the words that a model adds to a review',
  (learner) => {
    let server: Awaited<ReturnType<typeof startAnthropicServer>>
    beforeAll(async () => {
      server = await startAnthropicServer()
    })
    afterAll(() => server.close())

    const learning = async () => {
      server.answers(scripts.good)
      const me = learner({ ANTHROPIC_API_KEY: 'sk-ant-x', LOOP_ANTHROPIC_BASE_URL: server.url })
      await me.observe('completion', 'In the week', { days: -3 })
      await me.observe('completion', 'After the week', { days: 0 })
      return me
    }
    const addReview = (me: Learner) =>
      me.learning(async ({ db, learner: learner_id, newId, at }) => {
        const span = { starts_at: '2025-12-29T00:00:00.000Z', ends_at: '2026-01-04T23:59:59.999Z' }
        const review = { id: newId(), learner_id, week: '2026-W01', ...span, document: '{}', narrative: null, written_at: at }
        await db.insertInto('learn_reviews').values(review).execute()
        return review.id
      })
    const narrated = async (me: Learner, review: string, ahead = 0) => {
      const work = await me.learning(async (own) => ({ learner: own.learner, generation: own.profile.generation + ahead, review }))
      await me.call('do_job', { job: 'narrate', payload: work })
    }
    const narrativeOf = (me: Learner) =>
      me.learning(({ db, learner: id }) =>
        db.selectFrom('learn_reviews').select('narrative').where('learner_id', '=', id).executeTakeFirstOrThrow(),
      )

    it('rest on notes of that week, and are added once', async () => {
      const me = await learning()
      const review = await addReview(me)
      await narrated(me, review)
      const { observations } = server.asked[0]!.block
      expect(observations).toMatchObject([{ content: 'In the week' }])
      const [{ id } = { id: '' }] = observations
      expect(await narrativeOf(me)).toEqual({ narrative: JSON.stringify([{ text: 'You kept at it.', evidence_ids: [id] }]) })
      await narrated(me, review)
      expect(server.asked).toHaveLength(1)
    })

    it('are not asked for where all was erased meanwhile, and not added where they are of no use', async () => {
      const me = await learning()
      const review = await addReview(me)
      await narrated(me, review, -1)
      expect(server.asked).toEqual([])
      server.answers(scripts.link)
      await narrated(me, review)
      expect(await narrativeOf(me)).toEqual({ narrative: null })
    })
  },
  [doing],
)
