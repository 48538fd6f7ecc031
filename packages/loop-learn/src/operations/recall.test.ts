import fc from 'fast-check'
import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)

async function contentsOf({ call }: Learner, query: string, filter: object = {}): Promise<string[]> {
  const { observations } = await call('recall_observations', { query, ...filter })
  return observations.map(({ content }: { content: string }) => content)
}

describeLearning('recall_observations', (learner) => {
  it('54. finds stemmed, accented, Chinese and Japanese words', async () => {
    const mine = learner()
    const notes = [
      'Deploying broke the cache',
      'Das Café war geschlossen',
      '数据库迁移失败了',
      '東京への旅行を計画した',
      'Nothing of all that',
    ]
    for (const content of notes) await mine.observe('struggle', content)
    expect(await contentsOf(mine, 'deployed caches')).toEqual([notes[0]])
    expect(await contentsOf(mine, 'cafe')).toEqual([notes[1]])
    expect(await contentsOf(mine, 'CAFÉ')).toEqual([notes[1]])
    expect(await contentsOf(mine, '数据库')).toEqual([notes[2]])
    expect(await contentsOf(mine, '旅行')).toEqual([notes[3]])
    expect(await contentsOf(mine, 'elephant')).toEqual([])
  })

  it('54. filters by kind, domain, session and date', async () => {
    const mine = learner()
    await mine.observe('struggle', 'tea one', { days: -3, domain: 'Cooking' })
    const { session } = await mine.observe('completion', 'tea two', { days: -2 })
    await mine.observe('completion', 'tea three')
    const filtered = (filter: object) => contentsOf(mine, 'tea', filter).then((contents) => contents.toSorted())
    expect(await filtered({ kind: 'Completions' })).toEqual(['tea three', 'tea two'])
    expect(await filtered({ domain: 'cooking' })).toEqual(['tea one'])
    expect(await filtered({ session_id: session.id })).toEqual(['tea two'])
    expect(await filtered({ since: '2026-01-03T12:00:00Z' })).toEqual(['tea three', 'tea two'])
    expect(await filtered({ since: '2026-01-03T12:00:00Z', until: '2026-01-05T12:00:00Z' })).toEqual(['tea two'])
    expect(await filtered({ kind: 'question' })).toEqual([])
  })

  it('54. has no language of queries', async () => {
    const mine = learner()
    await mine.observe('struggle', 'alpha near beta')
    for (const query of ['"a" OR (', '"', "'", 'NEAR(', 'content:alpha', '* - ^', '\0', '\ud800', '\u0301'.repeat(300), '\u202ealpha'])
      expect(Array.isArray(await contentsOf(mine, query).catch(({ kind }) => kind === 'invalid_input' && [])), query).toBe(true)
    expect(await contentsOf(mine, 'alpha" OR "gamma')).toEqual(['alpha near beta'])
    expect(await contentsOf(mine, 'NOT alpha')).toEqual(['alpha near beta'])
  })

  it('shows what is found, cut after 240 characters, the best first', async () => {
    const mine = learner()
    const long = await mine.observe('struggle', `Tests ${'🙂'.repeat(300)}`)
    await mine.observe('completion', 'Tests of tests', { topic: 'slow tests' })
    const { observations, total } = await mine.call('recall_observations', { query: 'test' })
    expect(total).toBe(2)
    expect(observations[0]).toMatchObject({ kind: 'completion', domain: 'general', topic: 'slow-tests', content: 'Tests of tests' })
    expect(observations[1]).toEqual({
      id: long.observation.id,
      kind: 'struggle',
      domain: 'general',
      content: `Tests ${'🙂'.repeat(233)}…`,
      observed_at: '2026-01-05T12:00:00.000Z',
      session_id: long.session.id,
      score: expect.any(Number),
    })
    expect(observations[0].score).toBeGreaterThan(observations[1].score)
  })

  it('finds by topic, and leaves topics out of what makes two notes alike', async () => {
    const mine = learner()
    await mine.observe('struggle', 'It hangs', { topic: 'async-errors' })
    expect(await contentsOf(mine, 'async error')).toEqual(['It hangs'])
    const [row] = await mine.tables((db) => db.selectFrom('learn_observations').selectAll().where('content', '=', 'It hangs').execute())
    expect(row).toMatchObject({ tokens: 'hang', topic_tokens: 'async error' })
  })

  it('gives one page after the other, and those of nobody else', async () => {
    const mine = learner()
    for (let number = 0; number < 7; number++) await mine.observe('question', `tea ${'x '.repeat(number)}${number}`)
    await learner().observe('question', 'tea of others')
    const all = await contentsOf(mine, 'tea')
    expect(all).toHaveLength(7)
    const pages: string[][] = []
    for (let cursor: string | undefined; pages.length < 4; ) {
      const page = await mine.call('recall_observations', { query: 'tea', limit: 3, cursor })
      pages.push(page.observations.map(({ content }: { content: string }) => content))
      cursor = page.next_cursor
      if (cursor === undefined) break
    }
    expect(pages).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)])
    for (const cursor of ['x', '-1', '1e9'])
      expect(await mine.refusal('recall_observations', { query: 'tea', cursor })).toMatchObject({ code: 'bad_cursor' })
  })

  it('answers GET /api/observations', async () => {
    const mine = learner()
    const app = httpApp(mine.application, { name: 'loop-learn', version: '1', auth: 'none', allowedHosts: [], allowedOrigins: [] })
    const answer = await app.request('/api/observations?query=tea&kind=question&limit=5')
    expect([answer.status, await answer.json()]).toEqual([200, { observations: [], total: 0 }])
    expect((await app.request('/api/observations?query=')).status).toBe(422)
  })

  it(`is never at a loss, whatever is written and asked (LOOP_TEST_SEED=${seed})`, async () => {
    const mine = learner()
    const unit = fc.constantFrom(...'"\'()*:^|&!-+\\/ \n\0\u0301\u202e\ud800', 'a', 'É', '東', 'ก', 'OR', 'NEAR', '<private>', 'lc_')
    const isAnswered = async (content: string, query: string) => {
      const kinds = [await kindOf(mine.observe('struggle', content)), await kindOf(mine.call('recall_observations', { query }))]
      return kinds.every((kind) => ['ok', 'invalid_input'].includes(kind))
    }
    const given = fc.string({ unit, maxLength: 60 })
    await fc.assert(fc.asyncProperty(given, given, isAnswered), { seed, numRuns: 25 })
  })
})

async function kindOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => 'ok',
    ({ kind }) => kind,
  )
}
