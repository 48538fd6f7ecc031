import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /knowledge/search', (http) => {
  const search = (query: string, as: 'implementer' | 'strangerUser' = 'implementer') =>
    http().send(`GET /api/v1/knowledge/search${query}`, { as })

  it.each([
    ['', 'q', "can't be blank"],
    ['?q=', 'q', "can't be blank"],
    ['?q=%20', 'q', "can't be blank"],
    [`?q=${'x'.repeat(501)}`, 'q', 'must have at most 500 characters'],
    ['?q=x&mode=telepathy', 'mode', 'must be one of keyword, semantic, combined'],
  ])('73. answers %s with 400', async (query, field, problem) => {
    const { status, body } = await search(query)
    expect([status, body.error.status, body.error.details]).toEqual([400, 400, { [field]: expect.arrayContaining([problem]) }])
  })

  it('73. refuses to compare meanings, and falls back to words where both are asked for', async () => {
    await article(http().ctl, { title: 'Heron', body: 'It stands.' })
    const refused = await search('?q=heron&mode=semantic')
    expect([refused.status, refused.body.error.message]).toEqual([503, 'Embedding service unavailable'])
    const { data, meta } = (await search('?q=herons')).body
    expect([data[0].title, meta]).toEqual(['Heron', { total_count: 1, limit: 10, offset: 0, search_mode: 'keyword', fallback: true }])
    expect((await search('?q=heron&mode=keyword')).body.meta).not.toHaveProperty('fallback')
    expect((await search('?q=heron', 'strangerUser')).body.data).toEqual([])
  })

  it('shows pages, whatever their size is called', async () => {
    for (const title of ['Ibis', 'Ibis ibis', 'Ibis ibis ibis']) await article(http().ctl, { title, body: 'b' })
    const titles = async (query: string) => (await search(query)).body.data.map(({ title }: { title: string }) => title)
    const all = await titles('?q=ibis')
    expect(all).toHaveLength(3)
    expect(await titles('?q=ibis&page_size=2&offset=1')).toEqual(all.slice(1))
    expect((await search('?q=ibis&limit=51')).body.meta.limit).toBe(50)
    expect(await titles('?q=ibis&category=rumour')).toHaveLength(3)
  })
})
