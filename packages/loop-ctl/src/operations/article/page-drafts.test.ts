import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /knowledge/drafts', (http) => {
  it('shows drafts whole, newest first', async () => {
    const project_id = await http().ctl.project()
    const draft = { status: 'draft', body: 'whole' }
    const ids = [await article(http().ctl, draft), await article(http().ctl, { ...draft, project_id })]
    await article(http().ctl)
    const { body } = await http().send('GET /api/v1/knowledge/drafts?limit=1', { as: 'orchestrator' })
    expect(body).toMatchObject({ data: [{ id: ids[1], body: 'whole' }], meta: { total_count: 2, limit: 1, offset: 0 } })
    const ours = await http().send(`GET /api/v1/knowledge/drafts?project_id=${project_id}`)
    expect(ours.body.data).toMatchObject([{ id: ids[1] }])
    expect((await http().send('GET /api/v1/knowledge/drafts', { as: 'implementer' })).status).toBe(403)
  })
})
