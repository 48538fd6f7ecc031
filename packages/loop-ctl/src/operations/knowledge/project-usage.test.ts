import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { access, article } from '../../fixtures/wiki.ts'

describeCtl('get_project_knowledge_usage', (ctl) => {
  const usage = (input: object) => ctl().call('get_project_knowledge_usage', input, { as: agents.orchestrator })

  it('shows what was read on each of the last days, also on those without anything', async () => {
    const project_id = await ctl().project({ slug: 'daily' })
    const id = await article(ctl())
    const times = ['2026-01-02T23:59:59.999Z', '2026-01-03T00:00:00.000Z', '2026-01-05T09:00:00.000Z', '2026-01-05T10:00:00.000Z']
    for (const accessed_at of times) await access(ctl(), id, { project_id, accessed_at, agent_id: 'a1', access_type: 'index' })
    await access(ctl(), id, { accessed_at: times[3]! })
    expect(await usage({ project_id: 'daily', since_days: 3 })).toEqual({
      data: {
        project_id,
        total_accesses: 3,
        unique_articles: 1,
        unique_agents: 1,
        last_accessed_at: times[3],
        accesses_by_type: { search: 0, get: 0, context: 0, index: 3 },
        daily: [
          { date: '2026-01-03', access_count: 1 },
          { date: '2026-01-04', access_count: 0 },
          { date: '2026-01-05', access_count: 2 },
        ],
      },
      meta: { since_days: 3 },
    })
    expect((await usage({ project_id })).data).toMatchObject({ total_accesses: 4, daily: { length: 7 } })
  })

  it('knows no project that there is not', async () => {
    expect(await ctl().refusal('get_project_knowledge_usage', { project_id: 'nobodys' })).toMatchObject({ code: 'project_not_found' })
  })
})
