import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('the articles of a project', (http) => {
  it('are made and shown at its address', async () => {
    const project = await http().ctl.project({ slug: 'written-about' })
    const body = { title: 'Ours', body: 'b', category: 'finding' }
    const made = await http().send('POST /api/v1/projects/written-about/articles', { as: 'implementer', body })
    expect([made.status, made.body.data.project_id]).toEqual([201, project])
    await http().ctl.call('create_article', { ...body, title: 'For all' })
    const { body: listed } = await http().send(`GET /api/v1/projects/${project}/articles`, { as: 'implementer' })
    expect(listed).toEqual({ data: [made.body.data], meta: { total_count: 1, limit: 20, offset: 0 } })
    const strange = await http().send(`GET /api/v1/projects/${project}/articles`, { as: 'strangerUser' })
    expect(strange.status).toBe(404)
  })
})
