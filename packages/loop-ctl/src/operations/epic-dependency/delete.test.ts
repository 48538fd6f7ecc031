import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('delete_epic_dependency', (ctl) => {
  it('lets an epic go on, and says so in the log', async () => {
    const project = await ctl().project()
    const [a, b] = [await ctl().epic(project), await ctl().epic(project)]
    const edge = await ctl().call('create_epic_dependency', { epic_id: a, depends_on_epic_id: b })
    const dependency_id = edge.epic_dependency.id
    await ctl().call('delete_epic_dependency', { dependency_id })
    expect((await ctl().eventsOf(dependency_id)).map(({ type }) => type)).toEqual(['epic_dependency.created', 'epic_dependency.deleted'])
    expect(await ctl().refusal('delete_epic_dependency', { dependency_id })).toMatchObject({ status: 404 })
    await ctl().call('create_epic_dependency', { epic_id: b, depends_on_epic_id: a })
  })
})
