import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const day = 24 * 3_600_000

describeCtl('knowledge_context', (ctl) => {
  const context = async (query: string, more: object = {}) => (await ctl().call('knowledge_context', { query, ...more })).data

  it('74. puts a fresh article before one of 90 days ago that matches as well, and whole ones before both', async () => {
    const old = await article(ctl(), { title: 'Lemur one', body: 'climbs' })
    ctl().pass(90 * day)
    const fresh = await article(ctl(), { title: 'Lemur two', body: 'climbs' })
    const [first, second] = await context('lemurs that climb', { limit: 2 })
    expect(first).toMatchObject({ id: fresh, body: 'climbs', relevance_score: 1, recency_score: 1, combined_score: 1, linked_articles: [] })
    expect(second).toMatchObject({ id: old, relevance_score: 1, recency_score: 0.0498, combined_score: 0.7149 })
    expect((await context('lemur', { recency_weight: 0 })).map((row: { combined_score: number }) => row.combined_score)).toEqual([1, 1])
    expect((await context('lemur', { recency_weight: 7 }))[1].combined_score).toBe(0.0498)
    expect(await context('lemur', { limit: 0 })).toHaveLength(1)
    expect(await context('nothing of this or a lemur', { limit: 99 })).toHaveLength(2)
  })

  it('74. names at most five published articles to which one is linked, each once', async () => {
    const id = await article(ctl(), { title: 'Meerkat' })
    const link = (source_article_id: string, target_article_id: string, relationship_type: string) =>
      ctl().call('create_article_link', { source_article_id, target_article_id, relationship_type })
    const others = []
    for (let count = 0; count < 6; count++) others.push(await article(ctl()))
    await link(id, await article(ctl(), { status: 'draft' }), 'relates_to')
    await link(id, others[0]!, 'contradicts')
    for (const other of others) await link(id, other, 'relates_to')
    await link(others[1]!, id, 'relates_to')
    const [{ linked_articles }] = await context('meerkat')
    expect(linked_articles.map((linked: { id: string }) => linked.id)).toEqual(others.slice(0, 5))
    expect(Object.keys(linked_articles[0])).toEqual(['id', 'title', 'category'])
  })

  it('shows what is not published to people who ask for it, and to no agent', async () => {
    const id = await article(ctl(), { title: 'Narwhal', status: 'draft' })
    const as = { tenant: 'local', role: 'user', key: 'k-user' } as const
    const asked = { query: 'narwhal', status: 'draft' }
    expect((await ctl().call('knowledge_context', asked, { as })).data).toMatchObject([{ id }])
    expect((await ctl().call('knowledge_context', asked, { as: agents.implementer })).data).toEqual([])
    const { data, meta } = await ctl().call('knowledge_context', { query: 'narwhal', status: 'nonsense' }, { as })
    expect([data, meta]).toEqual([[], { count: 0, limit: 5, search_mode: 'keyword', fallback: true }])
  })

  it('asks for a description', async () => {
    expect((await ctl().refusal('knowledge_context', { query: ' ' })).status).toBe(400)
  })
})
