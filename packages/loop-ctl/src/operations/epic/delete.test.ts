import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'
import { openBlockers, wait } from '../../fixtures/waiting.ts'

describeHttp('DELETE /epics/:epic_id', (http) => {
  it('takes the epic and its stories away, and tells the log of each', async () => {
    const { ctl } = http()
    const id = await ctl.epic(await ctl.project())
    const story = await ctl.storyAt('reviewed', { epic_id: id })
    expect(await http().send(`DELETE /api/v1/epics/${id}`)).toMatchObject({ status: 204, body: undefined })
    expect(await http().send(`GET /api/v1/epics/${id}`)).toMatchObject({ status: 404 })
    expect(await http().send(`GET /api/v1/stories/${story}`)).toMatchObject({ status: 404 })
    expect((await ctl.eventsOf(id)).at(-1)).toMatchObject({ type: 'epic.deleted', details: { epic_id: id, story_count: 1 } })
    expect((await ctl.eventsOf(story)).at(-1)).toMatchObject({ type: 'story.deleted', before: { agent_status: 'reported_done' } })
  })

  it('holds nobody up any longer', async () => {
    const { ctl } = http()
    const project = await ctl.project()
    const [first, second] = [await ctl.epic(project), await ctl.epic(project)]
    const [before, after] = [await ctl.story({ epic_id: first }), await ctl.story({ epic_id: second })]
    await wait(ctl, { epics: [second, first], stories: [after, before] })
    expect(await openBlockers(ctl, { epic: second, story: after })).toEqual([1, 1])
    await ctl.call('delete_epic', { epic_id: first })
    expect(await openBlockers(ctl, { epic: second, story: after })).toEqual([0, 0])
  })

  it('is for people alone', async () => {
    const id = await http().ctl.epic(await http().ctl.project())
    const statusOf = async (as: KeyName) => (await http().send(`DELETE /api/v1/epics/${id}`, { as })).status
    expect([await statusOf('orchestrator'), await statusOf('implementer'), await statusOf('strangerUser')]).toEqual([403, 403, 404])
  })
})
