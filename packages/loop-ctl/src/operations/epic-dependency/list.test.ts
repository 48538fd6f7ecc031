import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_epic_dependencies', (ctl) => {
  it('has those of a project', async () => {
    const project_id = await ctl().project()
    const [a, b] = [await ctl().epic(project_id), await ctl().epic(project_id)]
    const { epic_dependency } = await ctl().call('create_epic_dependency', { epic_id: a, depends_on_epic_id: b })
    const { data, meta } = await ctl().call('list_epic_dependencies', { project_id })
    expect(data).toEqual([epic_dependency])
    expect(meta.total_count).toBe(1)
    expect((await ctl().call('list_epic_dependencies', { project_id: await ctl().project() })).data).toEqual([])
  })
})
