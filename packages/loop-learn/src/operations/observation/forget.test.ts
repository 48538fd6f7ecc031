import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../../fixtures/learning.ts'

/** Three struggles in the same words, and the blind spot that they make. */
async function threeStruggles({ observe }: Learner, more = {}) {
  const ids: string[] = []
  let spot = ''
  for (const [index, word] of ['zebra', 'quagga', 'okapi'].entries()) {
    const content = `Parser crashes on nested brackets ${word}`
    const { observation, blind_spots_changed } = await observe('struggle', content, { days: index - 5, ...more })
    ids.push(observation.id)
    spot = blind_spots_changed[0]?.id ?? spot
  }
  return { ids, spot }
}

/** A nudge that was delivered about a spot and waits for its answer. */
function deliver({ learning }: Learner, spot_id: string, more = {}): Promise<string> {
  return learning(async ({ db, learner, at, newId }) => {
    const id = newId()
    const nudge = { id, learner_id: learner, spot_id, mode: 'survival', style: 'step', text: 'Of the zebra', source: 'local' } as const
    const open = { starter: null, delivered_at: at, answer: null, answered_at: null, expired_at: null, effect: null }
    await db
      .insertInto('learn_nudges')
      .values({ ...nudge, ...open, note: null, supported_at: null, ...more })
      .execute()
    return id
  })
}

const nudge = ({ tables }: Learner, id: string) =>
  tables((db) => db.selectFrom('learn_nudges').select(['text', 'expired_at']).where('id', '=', id).executeTakeFirstOrThrow())

describeLearning('forget_observation', (learner) => {
  it('44. of one of exactly three notes takes the blind spot away, and the counter of its session back', async () => {
    const me = learner()
    const { ids, spot } = await threeStruggles(me)
    const answer = await me.call('forget_observation', { observation_id: ids[1] })
    expect(answer).toEqual({ forgotten: true, blind_spots_changed: [{ id: spot, title: expect.any(String), from: 'active', to: null }] })
    const left = await me.tables(async (db) => [
      await db.selectFrom('learn_blind_spots').select('id').where('id', '=', spot).execute(),
      await db.selectFrom('learn_observations').select('id').where('id', 'in', ids).orderBy('number').execute(),
      await db.selectFrom('learn_sessions').select('struggles').where('learner_id', '=', me.id).orderBy('started_at').execute(),
    ])
    expect(left).toEqual([[], [{ id: ids[0] }, { id: ids[2] }], [{ struggles: 1 }, { struggles: 0 }, { struggles: 1 }]])
    expect(await me.refusal('forget_observation', { observation_id: ids[1] })).toMatchObject({ code: 'observation_not_found' })
  })

  it('names a blind spot anew, and takes the words out of nudges about it', async () => {
    const me = learner()
    const { ids, spot } = await threeStruggles(me)
    await me.observe('struggle', 'Parser crashes on nested brackets giraffe')
    const delivered = await deliver(me, spot)
    await me.call('forget_observation', { observation_id: ids[0] })
    const { label, title, pattern } = await me.tables((db) =>
      db.selectFrom('learn_blind_spots').selectAll().where('id', '=', spot).executeTakeFirstOrThrow(),
    )
    expect(label).toContain('quagga')
    expect(`${label} ${title} ${pattern}`).not.toContain('zebra')
    expect(await nudge(me, delivered)).toEqual({ text: '', expired_at: me.now().toISOString() })
  })

  it('leaves a nudge that names a topic, unless a model worded it', async () => {
    const me = learner()
    const { ids, spot } = await threeStruggles(me, { topic: 'parser' })
    await me.observe('struggle', 'And once more', { topic: 'parser' })
    const ours = await deliver(me, spot, { answer: 'helped', answered_at: me.now().toISOString() })
    const theirs = await deliver(me, spot, { source: 'model', answer: 'later', answered_at: me.now().toISOString() })
    await me.call('forget_observation', { observation_id: ids[0] })
    expect(await nudge(me, ours)).toEqual({ text: 'Of the zebra', expired_at: null })
    expect(await nudge(me, theirs)).toEqual({ text: '', expired_at: null })
  })

  it('drops the paragraphs of reviews that cite it', async () => {
    const me = learner()
    const [first, second] = [await me.observe('struggle', 'One'), await me.observe('question', 'Two')].map(
      ({ observation }) => observation.id,
    )
    const paragraphs = [first, second].map((id) => ({ text: `Of ${id}`, evidence_ids: [id] }))
    const review = { starts_at: '', ends_at: '', document: '{}', written_at: '' }
    await me.tables((db) =>
      db
        .insertInto('learn_reviews')
        .values({ id: first, learner_id: me.id, week: '2026-W01', ...review, narrative: JSON.stringify(paragraphs) })
        .execute(),
    )
    await me.call('forget_observation', { observation_id: first })
    const { narrative } = await me.tables((db) =>
      db.selectFrom('learn_reviews').select('narrative').where('id', '=', first).executeTakeFirstOrThrow(),
    )
    expect(JSON.parse(narrative!)).toEqual([paragraphs[1]])
  })

  it('knows no note of others', async () => {
    const { observation } = await learner().observe('question', 'Why?')
    const { refusal } = learner()
    const [foreign, unknown] = [
      await refusal('forget_observation', { observation_id: observation.id }),
      await refusal('forget_observation', { observation_id: 'x' }),
    ]
    expect(foreign.message).toBe(unknown.message)
  })
})
