import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_projects', (ctl) => {
  it('shows active projects by name, at most 20 compact rows, and how many there are', async () => {
    for (let count = 10; count < 32; count++) await ctl().project({ name: `P${count}`, description: 'long' })
    await ctl().call('delete_project', { project_id: await ctl().project({ name: 'P00' }) })
    const { data, meta } = await ctl().call('list_projects', {}, { as: agents.implementer })
    expect(data).toHaveLength(20)
    expect(data[0]).toEqual({ id: expect.any(String), name: 'P10', slug: expect.any(String), repo_url: null, tech_stack: null })
    expect(meta).toEqual({ total_count: 22, limit: 20, offset: 0 })
    const rest = await ctl().call('list_projects', { offset: 20 })
    expect(rest.data.map(({ name }: { name: string }) => name)).toEqual(['P30', 'P31'])
  })
})
