import { expect, it } from 'vitest'
import { keepReports, spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /analytics/trends', (http) => {
  const get = async (query: Record<string, string>) =>
    (await http().send(`GET /api/v1/analytics/trends?${new URLSearchParams(query)}`, { as: 'orchestrator' })).body

  it('has the days on which something was reported, oldest first', async () => {
    const { project_id } = await spentProject(http().ctl)
    expect(await get({ project_id })).toEqual({
      data: [
        { period: '2026-01-01', total_cost_millicents: 1_000, total_tokens: 110, report_count: 1, unique_agents: 1 },
        { period: '2026-01-04', total_cost_millicents: 3_000, total_tokens: 330, report_count: 1, unique_agents: 1 },
        { period: '2026-01-05', total_cost_millicents: 2_501, total_tokens: 66, report_count: 2, unique_agents: 2 },
      ],
      meta: { page: 1, page_size: 20, total_count: 3, total_pages: 1 },
    })
    expect((await get({ project_id, granularity: 'yearly', since: '2026-01-05' })).data).toMatchObject([{ period: '2026-01-05' }])
  })

  it('has the weeks by their Mondays, each agent once in a week', async () => {
    const { project_id } = await spentProject(http().ctl)
    const { data, meta } = await get({ project_id, granularity: 'weekly' })
    expect(data).toEqual([
      { period: '2025-12-29', total_cost_millicents: 4_000, total_tokens: 440, report_count: 2, unique_agents: 1 },
      { period: '2026-01-05', total_cost_millicents: 2_501, total_tokens: 66, report_count: 2, unique_agents: 2 },
    ])
    expect(meta.total_count).toBe(2)
    expect((await get({ project_id, granularity: 'weekly', page: '2', page_size: '1' })).data).toMatchObject([{ period: '2026-01-05' }])
  })

  it('finds the Monday of any day, also around leap days and new years', async () => {
    const story_id = await http().ctl.story()
    const days = [
      '2023-12-31',
      '2024-01-01',
      '2024-02-29',
      '2024-03-01',
      '2024-12-31',
      '2025-02-28',
      '2025-03-02',
      '2100-02-28',
      '2100-03-01',
    ]
    await keepReports(
      http().ctl,
      days.map((day, cost) => ({ story_id, cost, at: `${day}T12:00:00.000Z` })),
    )
    const { project_id } = await http().ctl.look(story_id)
    const { data } = await get({ project_id, granularity: 'weekly' })
    const mondayOf = (day: string) => {
      const date = new Date(day)
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
      return date.toISOString().slice(0, 10)
    }
    expect(data.map(({ period }: { period: string }) => period)).toEqual([...new Set(days.map(mondayOf))])
  })
})
