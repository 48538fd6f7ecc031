import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_publish', (ctl) => {
  it('publishes a draft as orchestrator, once', async () => {
    const article_id = await article(ctl(), { status: 'draft' })
    const { data } = await ctl().call('knowledge_publish', { article_id })
    expect(data.status).toBe('published')
    expect((await ctl().eventsOf(article_id)).at(-1)).toMatchObject({
      type: 'article.article.published',
      actor: { id: 'orchestrator-local' },
      before: { status: 'draft' },
    })
    const refused = await ctl().refusal('knowledge_publish', { article_id })
    expect(refused.toJSON().error).toMatchObject({
      status: 422,
      details: { status: ['cannot go from published to published'] },
      hints: ['status cannot go from published to published', 'From published it can become draft or archived.'],
    })
  })

  it('is not for agents', async () => {
    expect((await ctl().refusal('knowledge_publish', { article_id: 'x' }, { as: agents.implementer })).kind).toBe('forbidden')
  })
})
