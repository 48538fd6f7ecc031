import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('delete_story_dependency', (ctl) => {
  it('lets a story go on, and says so in the log', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const [a, b] = [await ctl().storyAt('contracted', { epic_id }), await ctl().story({ epic_id })]
    const edge = await ctl().call('create_story_dependency', { story_id: a, depends_on_story_id: b })
    const dependency_id = edge.story_dependency.id
    const waiting = await ctl().refusal('claim_story', { story_id: a }, { as: agents.implementer })
    expect(waiting).toMatchObject({ status: 409, code: 'dependencies_unmet' })
    await ctl().call('delete_story_dependency', { dependency_id })
    await ctl().call('claim_story', { story_id: a }, { as: agents.implementer })
    expect((await ctl().eventsOf(dependency_id)).map(({ type }) => type)).toEqual(['story_dependency.created', 'story_dependency.deleted'])
    expect(await ctl().refusal('delete_story_dependency', { dependency_id })).toMatchObject({ status: 404 })
  })

  it('is for people alone', async () => {
    const error = await ctl().refusal('delete_story_dependency', { dependency_id: 'x' }, { as: agents.orchestrator })
    expect(error).toMatchObject({ status: 403 })
  })
})
