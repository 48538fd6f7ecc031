import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_drafts', (ctl) => {
  it('lists drafts of a project or of all, newest first, without their bodies', async () => {
    const project_id = await ctl().project({ slug: 'drafted' })
    const [one, two] = [await article(ctl(), { status: 'draft' }), await article(ctl(), { status: 'draft', project_id })]
    await article(ctl())
    const { data, meta } = await ctl().call('knowledge_drafts')
    expect(data.map(({ id }: { id: string }) => id)).toEqual([two, one])
    expect([data[0].body, meta]).toEqual([undefined, { total_count: 2, limit: 20, offset: 0 }])
    expect((await ctl().call('knowledge_drafts', { project_id: 'drafted' })).data).toMatchObject([{ id: two, source_type: null }])
    expect((await ctl().refusal('knowledge_drafts', {}, { as: agents.implementer })).kind).toBe('forbidden')
  })
})
