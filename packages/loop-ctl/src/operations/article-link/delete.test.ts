import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('DELETE /article_links/:link_id', (http) => {
  it('takes a link away and leaves the statuses as they are', async () => {
    const { call, eventsOf } = http().ctl
    const [newer, older] = [await article(http().ctl), await article(http().ctl)]
    const ends = { source_article_id: newer, target_article_id: older, relationship_type: 'supersedes' }
    const { id } = (await call('create_article_link', ends)).data
    expect((await http().send(`DELETE /api/v1/article_links/${id}`, { as: 'orchestrator' })).status).toBe(403)
    expect((await http().send(`DELETE /api/v1/article_links/${id}`)).status).toBe(204)
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'article_link.article_link.deleted', details: ends })
    const { status, outgoing_links, incoming_links } = (await call('knowledge_get', { article_id: older })).data
    expect([status, outgoing_links, incoming_links]).toEqual(['superseded', [], []])
    const again = await http().send(`DELETE /api/v1/article_links/${id}`)
    expect([again.status, again.body.error.code]).toEqual([404, 'article_link_not_found'])
  })
})
