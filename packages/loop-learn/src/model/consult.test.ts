import { afterAll, beforeAll, expect, it } from 'vitest'
import { good, type Script, scripts, startAnthropicServer, usage } from '../fixtures/anthropic-server.ts'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { changeLearner } from '../storage/learners.ts'
import type { LearnerRow } from '../storage/tables.ts'
import { day, minute } from '../words.ts'
import { setOwnKey } from './own-key.ts'

const used = usage.input_tokens + usage.output_tokens
const encryption = Buffer.alloc(32, 7).toString('base64')
const ownKey = 'sk-ant-of-the-person-wxyz'

describeLearning('asking on behalf of a learner', (learner) => {
  let server: Awaited<ReturnType<typeof startAnthropicServer>>
  beforeAll(async () => {
    server = await startAnthropicServer()
  })
  afterAll(() => server.close())

  const learning = async (script: Script, environment: Record<string, string> = {}) => {
    server.answers(script)
    const made = learner({ ANTHROPIC_API_KEY: 'sk-ant-of-the-server', LOOP_ANTHROPIC_BASE_URL: server.url, ...environment })
    await made.observe('struggle', 'The mock hides the bug', { days: -2 })
    await made.observe('decision', 'Use a real server', { days: -1 })
    return made
  }
  /** What a model adds to it. */
  const reflects = async (me: Learner, input = {}) => {
    const { reflection: _, ...added } = await me.call('loop_reflect', input)
    return added
  }
  const usageOf = (me: Learner) =>
    me.learning(({ db, learner: id }) =>
      db.selectFrom('learn_model_usage').select(['tokens', 'calls']).where('learner_id', '=', id).executeTakeFirst(),
    )
  const callsOf = (me: Learner) =>
    me.learning(({ db, learner: id }) =>
      db.selectFrom('learn_model_calls').selectAll().where('learner_id', '=', id).orderBy('id').execute(),
    )
  const profileOf = (me: Learner) => me.learning(async ({ profile }) => profile)
  const sets = (me: Learner, change: Partial<LearnerRow>) => me.learning(({ db, learner: id }) => changeLearner(db, id, change))
  const ownKeyIs = (me: Learner, key: string) => me.learning((own) => setOwnKey(own, key))

  it('tells what stands out, with the notes that show it, and counts what that took', async () => {
    const me = await learning(scripts.good)
    const answer = await reflects(me, { question: 'What helped?' })
    const [asked] = server.asked
    expect(answer).toEqual({
      narrative: [{ text: 'You kept at it.', evidence_ids: [asked!.block.observations[0]!.id] }],
      analysis: { used: 'model' },
    })
    expect(asked).toMatchObject({ key: 'sk-ant-of-the-server', block: { question: 'What helped?', mode: 'survival' } })
    expect(asked!.block.observations.map(({ content }) => content)).toEqual(['Use a real server', 'The mock hides the bug'])
    expect(await usageOf(me)).toEqual({ tokens: used, calls: 1 })
    expect(await callsOf(me)).toMatchObject([
      { purpose: 'reflect', key_owner: 'server', outcome: 'answered', input_tokens: 900, output_tokens: 100, kept: 1, dropped: 0 },
    ])
  })

  it.each([
    ['bad_json', 'no_answer', used],
    ['refusal', 'no_answer', used],
    ['link', 'no_answer', used],
    ['overloaded', 'unavailable', 0],
    ['unauthorized', 'unavailable', 0],
  ] as const)('47. says why there is nothing of it, and counts the tokens all the same: %s', async (name, skipped, tokens) => {
    const me = await learning(scripts[name])
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped } })
    expect(await usageOf(me)).toEqual({ tokens, calls: 1 })
  })

  it('47. counts a question as read where nobody can tell', async () => {
    const me = await learning(scripts.cut)
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped: 'unavailable' } })
    const [call] = await callsOf(me)
    expect(call).toMatchObject({ outcome: 'failed', input_tokens: call!.reserved - 2_000, output_tokens: 0 })
  })

  it('46. uses their own key where they have one, and no other when that is rejected, until it is replaced', async () => {
    const me = await learning(scripts.good, { LOOP_ENCRYPTION_KEY: encryption })
    await ownKeyIs(me, ownKey)
    expect(await reflects(me)).toMatchObject({ analysis: { used: 'model' } })
    expect((await profileOf(me)).key_status).toBe('ok')
    server.answers(scripts.unauthorized)
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped: 'rejected' } })
    expect(server.asked.map(({ key }) => key)).toEqual([ownKey])
    expect((await profileOf(me)).key_status).toBe('rejected')
    server.answers(scripts.good)
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped: 'rejected' } })
    expect(server.asked).toEqual([])
    await ownKeyIs(me, 'sk-ant-another-of-the-person')
    expect(await reflects(me)).toMatchObject({ analysis: { used: 'model' } })
    expect(server.asked.map(({ key }) => key)).toEqual(['sk-ant-another-of-the-person'])
    expect(await everythingIn(me)).not.toMatch(/sk-ant/)
  })

  it('46. takes a key that cannot be read for a rejected one', async () => {
    const me = await learning(scripts.good, { LOOP_ENCRYPTION_KEY: encryption })
    await ownKeyIs(me, ownKey)
    const { key_ciphertext } = await profileOf(me)
    const elsewhere = await learning(scripts.good, { LOOP_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') })
    await sets(elsewhere, { key_ciphertext, key_status: 'unused' })
    expect(await reflects(elsewhere)).toEqual({ analysis: { used: 'local', skipped: 'rejected' } })
    expect((await profileOf(elsewhere)).key_status).toBe('rejected')
    expect(server.asked).toEqual([])
  })

  it('48. lets of eight reflections at once no more through than the budget has room for', async () => {
    const me = await learning(scripts.good, { LOOP_MODEL_DAILY_CALLS: '2' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => reflects(me)))
    expect(answers.filter(({ analysis }) => analysis.used === 'model')).toHaveLength(2)
    expect(answers.filter(({ analysis }) => analysis.skipped === 'budget')).toHaveLength(6)
    expect(server.asked).toHaveLength(2)
  })

  it('48. holds the tokens of a day, and those of all who use the key of the server', async () => {
    const me = await learning(scripts.good, { LOOP_MODEL_DAILY_TOKENS: '3100' })
    expect(await reflects(me)).toMatchObject({ analysis: { used: 'model' } })
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped: 'budget' } })
    me.pass(day)
    expect(await reflects(me)).toMatchObject({ analysis: { used: 'model' } })
    const other = await learning(scripts.good, { LOOP_MODEL_SERVER_DAILY_TOKENS: '2000', LOOP_ENCRYPTION_KEY: encryption })
    expect(await reflects(other)).toEqual({ analysis: { used: 'local', skipped: 'budget' } })
    expect(await usageOf(other)).toEqual({ tokens: 0, calls: 0 })
    await ownKeyIs(other, ownKey)
    expect(await reflects(other)).toMatchObject({ analysis: { used: 'model' } })
  })

  it('gives back after ten minutes what a process reserved that has gone', async () => {
    const me = await learning(scripts.good, { LOOP_MODEL_DAILY_CALLS: '9' })
    await reflects(me)
    await me.learning(async ({ db, learner: id }) => {
      await db.updateTable('learn_model_calls').set({ outcome: null, reserved: 500 }).where('learner_id', '=', id).execute()
      await db.updateTable('learn_model_usage').set({ tokens: 500 }).where('learner_id', '=', id).execute()
    })
    me.pass(10 * minute + 1)
    await reflects(me)
    expect((await callsOf(me)).map(({ outcome }) => outcome)).toEqual(['void', 'answered'])
    expect(await usageOf(me)).toEqual({ tokens: used, calls: 2 })
  })

  it('49. sends nothing that is private, a secret, or of a domain that is kept out', async () => {
    const me = await learning(good())
    await me.observe('struggle', 'Before <private>my boss</private> after')
    await me.observe('struggle', 'The key is sk-ant-abcdefgh12345678 there')
    await me.observe('struggle', 'A word at home', { domain: 'family', topic: 'quarrels' })
    await sets(me, { excluded_domains: JSON.stringify(['family']) })
    await reflects(me)
    const { body } = server.asked[0]!
    expect(body).toContain('Before  after')
    expect(body).not.toMatch(/my boss|sk-ant-abc|at home|family|quarrels/)
  })

  it.each([
    ['50. where analysis is local', { analysis: 'local' } as const, {}, 'local'],
    ['where the server says local', {}, { LOOP_ANALYSIS: 'local' }, 'local'],
    ['where there is no key', {}, { ANTHROPIC_API_KEY: '' }, 'off'],
    ['where the budget is nothing', {}, { LOOP_MODEL_SERVER_DAILY_TOKENS: '0' }, 'off'],
    ['where every domain is kept out', { excluded_domains: '["general"]' }, {}, 'nothing_to_send'],
  ])('%s nothing is sent', async (_, change, environment, skipped) => {
    const me = await learning(scripts.good, environment)
    await sets(me, { updated_at: me.now().toISOString(), ...change })
    expect(await reflects(me)).toEqual({ analysis: { used: 'local', skipped } })
    expect(server.asked).toEqual([])
  })

  /** All that is stored of them, and their events. */
  async function everythingIn({ tables, events }: Learner): Promise<string> {
    const names = ['learn_learners', 'learn_model_calls', 'learn_model_usage', 'learn_observations'] as const
    const rows = await tables((db) => Promise.all(names.map((name) => db.selectFrom(name).selectAll().execute())))
    return JSON.stringify([rows, await events()])
  }
})
