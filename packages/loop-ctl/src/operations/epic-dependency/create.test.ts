import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('create_epic_dependency', (ctl) => {
  const depend = (epic_id: string, depends_on_epic_id: string) => ctl().call('create_epic_dependency', { epic_id, depends_on_epic_id })
  const refusal = (epic_id: string, depends_on_epic_id: string) => ctl().refusal('create_epic_dependency', { epic_id, depends_on_epic_id })
  const epics = async (count: number) => {
    const project = await ctl().project()
    return Promise.all(Array.from({ length: count }, () => ctl().epic(project)))
  }

  it('makes an epic wait, and says so in the log with its project (D23)', async () => {
    const [a = '', b = ''] = await epics(2)
    const { epic_dependency } = await depend(a, b)
    expect(epic_dependency).toMatchObject({ epic_id: a, depends_on_epic_id: b })
    const [event] = await ctl().eventsOf(epic_dependency.id)
    expect(event).toMatchObject({ type: 'epic_dependency.created', scope: expect.any(String) })
    expect(event?.details).toEqual({ epic_id: a, depends_on_epic_id: b })
  })

  it('refuses itself, what is not there, what is of another project, and what is there already', async () => {
    const [[a = '', b = ''], [c = '']] = [await epics(2), await epics(1)]
    expect(await refusal(a, a)).toMatchObject({ status: 422, message: 'An epic cannot depend on itself' })
    expect(await refusal(a, 'nobody')).toMatchObject({ status: 404 })
    expect(await refusal(a, c)).toMatchObject({ status: 422, message: 'Validation failed' })
    await depend(a, b)
    expect(await refusal(a, b)).toMatchObject({ status: 409 })
  })

  it('refuses a circle of three', async () => {
    const [a = '', b = '', c = ''] = await epics(3)
    await depend(a, b)
    await depend(b, c)
    expect(await refusal(c, a)).toMatchObject({ status: 422, message: 'Cycle detected in dependency graph' })
  })

  it('refuses an epic that would wait for one whose story waits for its own, by whatever way: 422', async () => {
    const project = await ctl().project()
    const [one, two, three] = [await ctl().epic(project), await ctl().epic(project), await ctl().epic(project)]
    const [a, b, c] = [await ctl().story({ epic_id: one }), await ctl().story({ epic_id: two }), await ctl().story({ epic_id: three })]
    await ctl().call('create_story_dependency', { story_id: b, depends_on_story_id: c })
    await ctl().call('create_story_dependency', { story_id: c, depends_on_story_id: a })
    expect(await refusal(one, two)).toMatchObject({ status: 422, code: 'dependency_deadlock' })
    await depend(two, one)
  })

  it('lets one of two win that each add half of a circle at once', async () => {
    const [a = '', b = ''] = await epics(2)
    const both = await Promise.allSettled([depend(a, b), depend(b, a)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
