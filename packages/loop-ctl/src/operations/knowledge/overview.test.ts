import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { fillWiki } from '../../fixtures/many-articles.ts'

describeHttp('GET /knowledge/index', (http) => {
  const index = async (path: string) => (await http().send(`GET /api/v1${path}`, { as: 'implementer' })).body

  it('72. names published articles by category, of a project with those for all', async () => {
    const project_id = await http().ctl.project()
    const ours = await article(http().ctl, { title: 'Ours', project_id, category: 'decision', tags: ['t'] })
    await article(http().ctl, { title: 'For all' })
    await article(http().ctl, { title: 'Elsewhere', project_id: await http().ctl.project() })
    await article(http().ctl, { title: 'Draft', project_id, status: 'draft' })
    const { data, meta } = await index(`/projects/${project_id}/knowledge/index`)
    expect(data.decision).toEqual([
      { id: ours, title: 'Ours', category: 'decision', tags: ['t'], status: 'published', updated_at: expect.any(String) },
    ])
    expect(data.finding).toMatchObject([{ title: 'For all' }])
    expect(meta).toEqual({ total_count: 2, categories: { decision: 1, finding: 1 }, truncated: false })
    expect((await index('/knowledge/index')).meta.total_count).toBe(3)
    expect(await index('/projects/nobodys/knowledge/index')).toMatchObject({ error: { status: 404 } })
  })

  it('is cut to the 1000 that were changed last', async () => {
    await fillWiki(http().ctl, 1_000)
    const { data, meta } = await index('/knowledge/index')
    const shown = Object.values(data as Record<string, { id: string }[]>).flat()
    expect([shown.length, meta.total_count, meta.truncated]).toEqual([1_000, 1_003, true])
    expect(shown.map(({ id }) => id)).not.toContain('article-0')
  })
})
