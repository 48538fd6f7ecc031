import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_unpublish', (ctl) => {
  it('makes a published article a draft again, and no draft', async () => {
    const article_id = await article(ctl())
    expect((await ctl().call('knowledge_unpublish', { article_id })).data.status).toBe('draft')
    expect((await ctl().eventsOf(article_id)).at(-1)).toMatchObject({ type: 'article.article.unpublished' })
    expect((await ctl().refusal('knowledge_unpublish', { article_id })).code).toBe('invalid_transition')
  })
})
