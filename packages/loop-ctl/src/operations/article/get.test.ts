import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_get', (ctl) => {
  it('shows an article whole, drafts too', async () => {
    const made = await ctl().call('create_article', { title: 'Whole', body: 'All of it.', category: 'finding' })
    expect(await ctl().call('knowledge_get', { article_id: made.data.id })).toMatchObject(made)
  })

  it('knows nothing of an id that is none', async () => {
    expect((await ctl().refusal('knowledge_get', { article_id: 'x' })).code).toBe('article_not_found')
  })
})
