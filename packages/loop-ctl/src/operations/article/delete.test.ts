import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('DELETE /articles/:article_id', (http) => {
  it('puts an article away and shows it, for people alone', async () => {
    const id = await article(http().ctl)
    expect((await http().send(`DELETE /api/v1/articles/${id}`, { as: 'orchestrator' })).status).toBe(403)
    expect((await http().send(`DELETE /api/v1/articles/${id}`, { as: 'strangerUser' })).status).toBe(404)
    const { status, body } = await http().send(`DELETE /api/v1/articles/${id}`)
    expect([status, body.data.id, body.data.status]).toEqual([200, id, 'archived'])
  })
})
