import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('create_article_link', (ctl) => {
  const link = (source_article_id: string, target_article_id: string, relationship_type: string, more = {}) => ({
    source_article_id,
    target_article_id,
    relationship_type,
    ...more,
  })
  const refusal = async (input: object) => (await ctl().refusal('create_article_link', input)).toJSON().error

  it('links two articles, whose titles the event says', async () => {
    const [from, to] = [await article(ctl(), { title: 'From' }), await article(ctl(), { title: 'To', status: 'draft' })]
    const input = link(from, to, 'contradicts', { metadata: { why: 'x' } })
    const { data } = await ctl().call('create_article_link', input, { as: agents.implementer })
    expect(data).toEqual({ ...input, id: expect.any(String), inserted_at: '2026-01-05T12:00:00.000Z' })
    expect(await ctl().eventsOf(data.id)).toMatchObject([
      { type: 'article_link.article_link.created', details: { id: data.id, source_title: 'From', target_title: 'To' } },
    ])
    expect((await ctl().call('knowledge_get', { article_id: to })).data.status).toBe('draft')
  })

  it('makes the target superseded at the same time, from whatever it was, and once', async () => {
    for (const status of ['draft', 'published', 'archived']) {
      const [newer, older] = [await article(ctl()), await article(ctl(), { status: status === 'archived' ? 'draft' : status })]
      if (status === 'archived') await ctl().call('knowledge_archive', { article_id: older })
      await ctl().call('create_article_link', link(newer, older, 'supersedes'))
      expect((await ctl().call('knowledge_get', { article_id: older })).data.status).toBe('superseded')
      expect((await ctl().eventsOf(older)).at(-1)).toMatchObject({ type: 'article.article.superseded', before: { status } })
      await ctl().call('create_article_link', link(await article(ctl()), older, 'supersedes'))
      expect((await ctl().eventsOf(older)).filter(({ type }) => type === 'article.article.superseded')).toHaveLength(1)
    }
  })

  it('refuses an article itself, one that is not there, and the same link again', async () => {
    const [one, two] = [await article(ctl()), await article(ctl())]
    expect(await refusal(link(one, one, 'relates_to'))).toMatchObject({ status: 422, code: 'self_link' })
    expect(await refusal(link('x', two, 'relates_to'))).toMatchObject({ status: 422, details: { source_article_id: expect.anything() } })
    expect(await refusal(link(one, 'x', 'relates_to'))).toMatchObject({ status: 422, details: { target_article_id: expect.anything() } })
    expect(await refusal(link(one, two, 'likes'))).toMatchObject({ status: 422 })
    await ctl().call('create_article_link', link(one, two, 'supersedes'))
    expect(await refusal(link(one, two, 'supersedes'))).toMatchObject({ status: 422, code: 'link_exists' })
    await ctl().call('create_article_link', link(two, one, 'relates_to'))
  })
})
