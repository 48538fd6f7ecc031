import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { access, article } from '../../fixtures/wiki.ts'

describeCtl('knowledge_unused_articles', (ctl) => {
  const unused = (input: object = {}) => ctl().call('knowledge_unused_articles', input, { as: agents.orchestrator })

  it('shows published articles that nobody has read for some days, those untouched for longest first', async () => {
    const updated_at = '2025-06-01T00:00:00.000Z'
    const never = await article(ctl(), { title: 'Never' })
    const before = await article(ctl(), { title: 'Before', updated_at, category: 'finding' })
    const lately = await article(ctl(), { title: 'Lately' })
    await article(ctl(), { status: 'draft' })
    await access(ctl(), before, { accessed_at: '2025-12-01T00:00:00.000Z' })
    await access(ctl(), before, { accessed_at: '2025-12-06T11:59:59.999Z' })
    await access(ctl(), lately, { accessed_at: '2025-12-06T12:00:00.000Z' })
    const first = { article_id: before, title: 'Before', category: 'finding', updated_at, last_accessed_at: '2025-12-06T11:59:59.999Z' }
    expect(await unused()).toEqual({
      data: [first, expect.objectContaining({ article_id: never, last_accessed_at: null })],
      meta: { total_count: 2, limit: 20, days_unused: 30 },
    })
    expect(await unused({ limit: 1 })).toMatchObject({ data: [first], meta: { total_count: 2, limit: 1 } })
    expect((await unused({ days_unused: 365 })).data).toMatchObject([{ article_id: never }])
    expect((await unused({ days_unused: 9_999, limit: 9_999 })).meta).toMatchObject({ days_unused: 365, limit: 200 })
  })
})
