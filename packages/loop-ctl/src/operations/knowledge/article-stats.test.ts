import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { access, article } from '../../fixtures/wiki.ts'

describeCtl('knowledge_article_stats', (ctl) => {
  const stats = async (article_id: string) =>
    (await ctl().call('knowledge_article_stats', { article_id }, { as: agents.orchestrator })).data

  it('counts all that was read of an article, and shows the last ten times', async () => {
    const id = await article(ctl(), { title: 'Read' })
    for (let hour = 10; hour < 22; hour++)
      await access(ctl(), id, { accessed_at: `2026-01-04T${hour}:00:00.000Z`, agent_id: hour === 10 ? 'a1' : 'a2', access_type: 'search' })
    await access(ctl(), id, { api_key_id: 'k1', project_id: 'p1', story_id: 's1' })
    await access(ctl(), await article(ctl()))
    const { recent_accesses, ...totals } = await stats(id)
    expect(totals).toEqual({
      article_id: id,
      title: 'Read',
      total_accesses: 13,
      unique_agents: 3,
      last_accessed_at: '2026-01-05T12:00:00.000Z',
      accesses_by_type: { search: 12, get: 1, context: 0, index: 0 },
    })
    expect(recent_accesses).toHaveLength(10)
    expect(recent_accesses[0]).toEqual({
      access_type: 'get',
      accessed_at: '2026-01-05T12:00:00.000Z',
      agent_id: null,
      api_key_id: 'k1',
      project_id: 'p1',
      story_id: 's1',
    })
    expect(recent_accesses[9].accessed_at).toBe('2026-01-04T13:00:00.000Z')
  })

  it('knows an article that nobody has read, and none that there is not', async () => {
    expect(await stats(await article(ctl()))).toMatchObject({ total_accesses: 0, last_accessed_at: null, recent_accesses: [] })
    expect(await ctl().refusal('knowledge_article_stats', { article_id: 'x' })).toMatchObject({ status: 404, code: 'article_not_found' })
  })
})
