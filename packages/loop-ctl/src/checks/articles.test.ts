import { expect, it } from 'vitest'
import { article } from '../fixtures/articles.ts'
import { describeHttp } from '../fixtures/http.ts'

describeHttp('an article', (http) => {
  const get = async (path: string) => (await http().send(`GET /api/v1/knowledge/${path}`, { as: 'implementer' })).body

  it('72. is found only while it is published', async () => {
    const article_id = await article(http().ctl, { title: 'Okapi', status: 'draft' })
    const found = async () => {
      const { data: index } = await get('index')
      return [(index.finding ?? []).length, (await get('search?q=okapi')).data.length, (await get('context?query=okapi')).data.length]
    }
    const move = (verb: string, as: 'user' | 'orchestrator' = 'user') => http().send(`POST /api/v1/articles/${article_id}/${verb}`, { as })
    expect(await found()).toEqual([0, 0, 0])
    expect((await move('publish', 'orchestrator')).status).toBe(200)
    expect(await found()).toEqual([1, 1, 1])
    expect((await move('publish', 'orchestrator')).status).toBe(422)
    expect((await move('unpublish')).status).toBe(200)
    expect(await found()).toEqual([0, 0, 0])
    await move('publish')
    const newer = await article(http().ctl, { title: 'Giraffe', category: 'decision' })
    const body = { source_article_id: newer, target_article_id: article_id, relationship_type: 'supersedes' }
    expect((await http().send('POST /api/v1/article_links', { as: 'implementer', body })).status).toBe(201)
    expect(await found()).toEqual([0, 0, 0])
    const archive = await move('archive')
    expect([archive.status, archive.body.error.details]).toEqual([422, { status: ['cannot go from superseded to archived'] }])
  })
})
