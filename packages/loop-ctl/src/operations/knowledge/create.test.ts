import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_create', (ctl) => {
  it('writes a draft as an agent does, and does not repeat its body', async () => {
    const project_id = await ctl().project({ slug: 'noted' })
    const said = { title: 'Noted', body: 'At length.', category: 'decision', tags: ['a'], project_id: 'noted' }
    const { data } = await ctl().call('knowledge_create', said)
    expect(data).toMatchObject({ title: 'Noted', status: 'draft', category: 'decision', tags: ['a'], project_id })
    expect(data.body).toBeUndefined()
    expect(await ctl().eventsOf(data.id)).toMatchObject([{ actor: { id: 'implementer-local', role: 'agent' } }])
    expect((await ctl().call('knowledge_get', { article_id: data.id })).data.body).toBe('At length.')
  })
})
