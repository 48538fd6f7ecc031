import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('create_story_dependency', (ctl) => {
  const depend = (story_id: string, depends_on_story_id: string) => ctl().call('create_story_dependency', { story_id, depends_on_story_id })
  const refusal = (story_id: string, depends_on_story_id: string) =>
    ctl().refusal('create_story_dependency', { story_id, depends_on_story_id })
  const stories = async (count: number) => {
    const epic_id = await ctl().epic(await ctl().project())
    return Promise.all(Array.from({ length: count }, () => ctl().story({ epic_id })))
  }

  it('makes a story wait, and says so in the log with its project (D23)', async () => {
    const [a = '', b = ''] = await stories(2)
    const { story_dependency } = await depend(a, b)
    expect(story_dependency).toEqual({
      id: expect.any(String),
      story_id: a,
      depends_on_story_id: b,
      inserted_at: '2026-01-05T12:00:00.000Z',
    })
    const { story } = await ctl().call('get_story', { story_id: a })
    expect(story.dependencies).toEqual([{ story_id: a, depends_on_story_id: b }])
    const [event] = await ctl().eventsOf(story_dependency.id)
    expect(event).toMatchObject({ type: 'story_dependency.created', scope: story.project_id })
    expect(event?.details).toEqual({ story_id: a, depends_on_story_id: b })
  })

  it('refuses a story that would wait for itself, before it looks for it: 422', async () => {
    const error = await refusal('nobody', 'nobody')
    expect(error).toMatchObject({ status: 422, code: 'self_dependency', message: 'A story cannot depend on itself' })
  })

  it('refuses one that is not there: 404', async () => {
    const [a = ''] = await stories(1)
    expect(await refusal(a, 'nobody')).toMatchObject({ status: 404 })
    expect(await refusal('nobody', a)).toMatchObject({ status: 404 })
  })

  it('refuses one of another project: 422', async () => {
    const [[a = ''], [b = '']] = [await stories(1), await stories(1)]
    expect((await refusal(a, b)).toJSON().error).toMatchObject({
      status: 422,
      details: { depends_on_story_id: ['belongs to another project'] },
    })
  })

  it('refuses what is there already: 409', async () => {
    const [a = '', b = ''] = await stories(2)
    await depend(a, b)
    expect(await refusal(a, b)).toMatchObject({ status: 409, message: 'Conflict', code: 'dependency_exists' })
  })

  it('refuses a circle of two and of three, and names it: 422', async () => {
    const [a = '', b = '', c = ''] = await stories(3)
    await depend(a, b)
    expect(await refusal(b, a)).toMatchObject({ status: 422, message: 'Cycle detected in dependency graph', code: 'dependency_cycle' })
    await depend(b, c)
    const { details } = await refusal(c, a)
    const numbers = await Promise.all([a, b, c, a].map(async (story_id) => (await ctl().call('get_story', { story_id })).story.number))
    expect(details).toEqual({ depends_on_story_id: [`Cycle detected in dependency graph: ${numbers.join(' -> ')}`] })
  })

  it('refuses a story that would wait for one whose epic waits for its own: 422', async () => {
    const project = await ctl().project()
    const [one, two] = [await ctl().epic(project), await ctl().epic(project)]
    const [a, b] = [await ctl().story({ epic_id: one }), await ctl().story({ epic_id: two })]
    await ctl().call('create_epic_dependency', { epic_id: one, depends_on_epic_id: two })
    expect(await refusal(b, a)).toMatchObject({ status: 422, code: 'dependency_deadlock' })
    await depend(a, b)
  })

  it('lets one of two win that each add half of a circle at once', async () => {
    const [a = '', b = ''] = await stories(2)
    const both = await Promise.allSettled([depend(a, b), depend(b, a)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ code: 'dependency_cycle' })
  })

  it('is not for agents', async () => {
    const input = { story_id: 'a', depends_on_story_id: 'b' }
    expect(await ctl().refusal('create_story_dependency', input, { as: 'agent' })).toMatchObject({ status: 403 })
  })
})
