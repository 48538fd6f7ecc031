import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'
import { openBlockers, wait } from '../../fixtures/waiting.ts'

describeHttp('DELETE /stories/:story_id', (http) => {
  it('takes a story away for good, and tells the log', async () => {
    const { ctl } = http()
    const id = await ctl.storyAt('verified', { number: '55.1' })
    expect(await http().send(`DELETE /api/v1/stories/${id}`)).toMatchObject({ status: 204, body: undefined })
    expect(await http().send(`DELETE /api/v1/stories/${id}`)).toMatchObject({ status: 404 })
    expect((await ctl.eventsOf(id)).at(-1)).toMatchObject({
      type: 'story.deleted',
      before: { number: '55.1', verified_status: 'verified' },
    })
  })

  it('holds up neither the stories that waited for it nor the epics that waited for its own', async () => {
    const { ctl } = http()
    const project = await ctl.project()
    const [first, second] = [await ctl.epic(project), await ctl.epic(project)]
    const [before, after] = [await ctl.story({ epic_id: first }), await ctl.story({ epic_id: second })]
    await wait(ctl, { epics: [second, first], stories: [after, before] })
    await ctl.call('delete_story', { story_id: before })
    expect(await openBlockers(ctl, { epic: second, story: after })).toEqual([0, 0])
  })

  it('completes an epic of which all other stories are verified (D22)', async () => {
    const { ctl } = http()
    const epic_id = await ctl.epic(await ctl.project())
    const last = await ctl.story({ epic_id })
    await ctl.storyAt('verified', { epic_id })
    await ctl.call('delete_story', { story_id: last })
    expect((await ctl.eventsOf(epic_id)).map(({ type }) => type)).toEqual(['epic.created', 'epic.completed'])
  })

  it('completes no epic by taking its only story away', async () => {
    const { ctl } = http()
    const epic_id = await ctl.epic(await ctl.project())
    await ctl.call('delete_story', { story_id: await ctl.story({ epic_id }) })
    expect((await ctl.eventsOf(epic_id)).map(({ type }) => type)).toEqual(['epic.created'])
  })

  it('is for people alone', async () => {
    const id = await http().ctl.story()
    const statusOf = async (as: KeyName) => (await http().send(`DELETE /api/v1/stories/${id}`, { as })).status
    expect([await statusOf('orchestrator'), await statusOf('implementer'), await statusOf('strangerUser')]).toEqual([403, 403, 404])
  })
})
