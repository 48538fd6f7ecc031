import { describe, expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { article, link } from '../../fixtures/wiki.ts'

const warning = { severity: 'warning', suggested_action: expect.stringMatching(/\.$/) }
const info = { ...warning, severity: 'info' }
const longAgo = '2025-09-01T12:00:00.000Z'

describeHttp('knowledge_lint', (http) => {
  const ctl = () => http().ctl
  const lint = (input: object = {}) => ctl().call('knowledge_lint', input, { as: agents.orchestrator })

  it('75. finds what is stale, alone, contradictory, missing or without its source, and says what to do about it', async () => {
    const project_id = await ctl().project({ slug: 'linted' })
    const inProject = { project_id }
    const stale = await article(ctl(), { ...inProject, title: 'Old', updated_at: longAgo })
    const alone = await article(ctl(), { ...inProject, title: 'Alone', category: 'decision' })
    const broken = await article(ctl(), { ...inProject, title: 'Broken', source_type: 'review_finding', source_id: 'gone' })
    const [one, other, third] = await Promise.all(['A', 'B', 'C'].map((title) => article(ctl(), { ...inProject, title })))
    const links = [await link(ctl(), one!, other!, 'contradicts'), await link(ctl(), third!, other!, 'contradicts')]
    await link(ctl(), stale, broken)
    const before = await ctl().tables((db) => db.selectFrom('ctl_articles').selectAll().orderBy('id').execute())
    expect(await lint(inProject)).toEqual({
      data: {
        stale_articles: [{ article_id: stale, title: 'Old', last_updated: longAgo, days_since_update: 126, ...warning }],
        orphan_articles: [{ article_id: alone, title: 'Alone', category: 'decision', ...info }],
        contradiction_clusters: [{ article_ids: [one, other, third].sort(), titles: ['A', 'B', 'C'], link_ids: links.sort(), ...warning }],
        coverage_gaps: [
          { category: 'convention', current_count: 0, threshold: 3, ...info },
          { category: 'finding', current_count: 0, threshold: 3, ...info },
          { category: 'reference', current_count: 0, threshold: 3, ...info },
          { category: 'decision', current_count: 1, threshold: 3, ...info },
        ],
        broken_sources: [{ article_id: broken, title: 'Broken', source_type: 'review_finding', source_id: 'gone', ...warning }],
      },
      summary: {
        total_articles: 6,
        total_issues: 8,
        issues_by_severity: { warning: 3, info: 5 },
        total_per_category: { stale_articles: 1, orphan_articles: 1, contradiction_clusters: 1, coverage_gaps: 4, broken_sources: 1 },
        truncated: false,
        generated_at: '2026-01-05T12:00:00.000Z',
      },
    })
    // Reading it changed nothing.
    expect(await ctl().tables((db) => db.selectFrom('ctl_articles').selectAll().orderBy('id').execute())).toEqual(before)
  })

  it('75. looks at published articles of the project and of all projects; without a project at those of all', async () => {
    const [here, there] = [await ctl().project(), await ctl().project()]
    const titles = async (input: object) =>
      (await lint({ stale_days: 40_000, ...input })).data.orphan_articles.map(({ title }: { title: string }) => title)
    await article(ctl(), { title: 'Here', project_id: here })
    await article(ctl(), { title: 'There', project_id: there })
    await article(ctl(), { title: 'Everywhere' })
    for (const status of ['draft', 'archived', 'superseded'] as const) await article(ctl(), { title: status, project_id: here, status })
    expect(await titles({ project_id: here })).toEqual(['Here', 'Everywhere'])
    expect(await titles({})).toEqual(expect.arrayContaining(['Here', 'There', 'Everywhere']))
    expect(await ctl().refusal('knowledge_lint', { project_id: 'nobodys' })).toMatchObject({ code: 'project_not_found' })
  })

  it('75. takes the thresholds that it is given, and a link with what is no longer found as no contradiction', async () => {
    const project_id = await ctl().project()
    const kept = await article(ctl(), { project_id, updated_at: '2026-01-04T12:00:00.000Z' })
    await link(ctl(), kept, await article(ctl(), { project_id, status: 'archived' }), 'contradicts')
    const { data } = await lint({ project_id, stale_days: 1, min_coverage: 1 })
    expect(data).toMatchObject({ stale_articles: [], contradiction_clusters: [], orphan_articles: [expect.anything()] })
    ctl().pass(1)
    expect((await lint({ project_id, stale_days: 1 })).data.stale_articles).toMatchObject([{ article_id: kept, days_since_update: 1 }])
    expect((await lint({ project_id, min_coverage: 1 })).summary.total_per_category.coverage_gaps).toBe(4)
  })

  it('75. shows at most max_per_category of each sort, and counts all of them', async () => {
    const project_id = await ctl().project()
    for (let number = 0; number < 3; number++) await article(ctl(), { project_id, updated_at: longAgo })
    const { data, summary } = await lint({ project_id, max_per_category: 2 })
    expect([data.stale_articles.length, data.coverage_gaps.length]).toEqual([2, 2])
    expect(summary).toMatchObject({ truncated: true, total_per_category: { stale_articles: 3, coverage_gaps: 4 } })
  })

  it('an article whose review is still there has its source', async () => {
    const project_id = await ctl().project()
    const story_id = await ctl().storyAt('reviewed')
    const [{ id: source_id }] = (await ctl().call('list_reviews', { story_id })).data
    await article(ctl(), { project_id, source_type: 'review_finding', source_id })
    await article(ctl(), { project_id, source_type: 'manual', source_id: 'gone' })
    expect((await lint({ project_id })).data.broken_sources).toEqual([])
  })

  describe('over HTTP', () => {
    it.each(['stale_days=0', 'stale_days=x', 'min_coverage=-1', 'min_coverage=1.5', 'max_per_category=', 'stale_days=1&stale_days=2'])(
      '75. %s is 400 and names the parameter',
      async (query) => {
        const { status, body } = await http().send(`GET /api/v1/knowledge/lint?${query}`, { as: 'orchestrator' })
        const name = query.split('=')[0]
        expect([status, body.error]).toEqual([
          400,
          expect.objectContaining({
            code: 'invalid_parameter',
            message: `The '${name}' parameter must be a positive whole number`,
            hints: [expect.stringContaining(`Send ${name} as`)],
          }),
        ])
      },
    )

    it('answers for a project by its slug, takes more than may be shown as the most, and is not for implementers', async () => {
      await ctl().project({ slug: 'by-slug' })
      const route = 'GET /api/v1/projects/by-slug/knowledge/lint?max_per_category=9999&min_coverage=2'
      const { status, body } = await http().send(route, { as: 'orchestrator' })
      expect([status, body.data.coverage_gaps[0]]).toMatchObject([200, { threshold: 2 }])
      expect((await http().send(route, { as: 'implementer' })).status).toBe(403)
      expect((await http().send(route, { as: 'strangerOrchestrator' })).status).toBe(404)
    })
  })
})
