import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_archive', (ctl) => {
  it('puts away what is a draft or published, once, and says both statuses where it cannot', async () => {
    const { data } = await ctl().call('create_article', { title: 'Old', body: 'b', category: 'finding' })
    ctl().pass(1_000)
    const archived = await ctl().call('knowledge_archive', { article_id: data.id })
    expect(archived.data).toEqual({ ...data, status: 'archived', updated_at: '2026-01-05T12:00:01.000Z' })
    expect((await ctl().eventsOf(data.id)).at(-1)).toMatchObject({
      type: 'article.article.archived',
      before: { status: 'draft' },
      after: { status: 'archived' },
    })
    const refused = await ctl().refusal('knowledge_archive', { article_id: data.id })
    expect(refused.toJSON().error).toMatchObject({
      status: 422,
      code: 'invalid_transition',
      details: { status: ['cannot go from archived to archived'] },
    })
  })

  it('is for people alone', async () => {
    expect((await ctl().refusal('knowledge_archive', { article_id: 'x' }, { as: agents.orchestrator })).kind).toBe('forbidden')
  })
})
