import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /articles/:article_id/links', (http) => {
  it('shows both ends of each link, as the article itself does by direction', async () => {
    const { call } = http().ctl
    const [one, two] = [await article(http().ctl, { title: 'One' }), await article(http().ctl, { title: 'Two' })]
    const link = async (source_article_id: string, target_article_id: string) =>
      (await call('create_article_link', { source_article_id, target_article_id, relationship_type: 'relates_to' })).data.id
    const [back, forth] = [await link(two, one), await link(one, two)]
    const ends = (id: string, source: string, target: string) => ({
      id,
      relationship_type: 'relates_to',
      source_article: { id: source, title: source === one ? 'One' : 'Two' },
      target_article: { id: target, title: target === one ? 'One' : 'Two' },
    })
    const [outgoing, incoming] = [ends(forth, one, two), ends(back, two, one)]
    const { body } = await http().send(`GET /api/v1/articles/${one}/links`, { as: 'implementer' })
    expect(body).toEqual({ data: [outgoing, incoming], meta: { count: 2 } })
    const whole = await http().send(`GET /api/v1/articles/${one}`, { as: 'implementer' })
    expect(whole.body.data).toMatchObject({ outgoing_links: [outgoing], incoming_links: [incoming] })
    expect((await http().send(`GET /api/v1/articles/${one}/links`, { as: 'strangerUser' })).status).toBe(404)
  })
})
