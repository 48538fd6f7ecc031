import { expect, it } from 'vitest'
import { describeHttp } from '../fixtures/http.ts'

type Level = 'story' | 'epic'
type Numbered = { number: string | number }

const levels: Level[] = ['story', 'epic']
const numbers = (rows: readonly Numbered[]) => rows.map(({ number }) => number)

describeHttp('what waits for what', (http) => {
  const depend = (level: Level, waiting: string, awaited: string) =>
    http().send(`POST /api/v1/${level}_dependencies`, {
      as: 'orchestrator',
      body: { [`${level}_id`]: waiting, [`depends_on_${level}_id`]: awaited },
    })
  const get = async (path: string) => {
    const { status, body } = await http().send(`GET /api/v1/${path}`, { as: 'implementer' })
    expect(status).toBe(200)
    return body
  }
  const readyIn = async (project: string) => numbers((await get(`stories/ready?project_id=${project}`)).data)
  const edgesOf = async (project: string) => {
    const { graph } = await get(`projects/${project}/dependency_graph`)
    return { story: graph.story_dependencies, epic: graph.epic_dependencies }
  }
  const story = (epic_id: string, number: string) => http().ctl.story({ epic_id, number })
  const verify = (id: string) =>
    http().send(`POST /api/v1/stories/${id}/verify`, { as: 'orchestrator', body: { summary: 'all there', review_type: 'enhanced' } })

  /** Some stories or epics of one project. */
  async function nodes(level: Level, count: number): Promise<{ project: string; ids: string[] }> {
    const { ctl } = http()
    const project = await ctl.project()
    const epic_id = await ctl.epic(project)
    const ids: string[] = []
    for (let made = 0; made < count; made++) ids.push(level === 'epic' ? await ctl.epic(project) : await ctl.story({ epic_id }))
    return { project, ids }
  }

  it.each(levels)('32. no %s waits for itself: 422', async (level) => {
    const { project, ids } = await nodes(level, 1)
    const message = `${level === 'epic' ? 'An epic' : 'A story'} cannot depend on itself`
    expect(await depend(level, ids[0]!, ids[0]!)).toMatchObject({ status: 422, body: { error: { status: 422, message } } })
    expect(await edgesOf(project)).toEqual({ story: [], epic: [] })
  })

  it.each(levels)('32. the same %s dependency a second time is 409, and is there once', async (level) => {
    const { project, ids } = await nodes(level, 2)
    const [from = '', to = ''] = ids
    const made = { id: expect.any(String), [`${level}_id`]: from, [`depends_on_${level}_id`]: to, inserted_at: expect.any(String) }
    expect(await depend(level, from, to)).toMatchObject({ status: 201, body: { [`${level}_dependency`]: made } })
    const { status, body } = await depend(level, from, to)
    expect([status, body.error.status, body.error.message]).toEqual([409, 409, 'Conflict'])
    expect(body.error.hints.length).toBeGreaterThan(0)
    expect((await edgesOf(project))[level]).toEqual([{ from, to }])
  })

  it.each(levels)('32. a %s of another project cannot be waited for: 422', async (level) => {
    const [here, there] = [await nodes(level, 1), await nodes(level, 1)]
    const { status, body } = await depend(level, here.ids[0]!, there.ids[0]!)
    expect([status, body.error.message]).toEqual([422, 'Validation failed'])
    expect(body.error.details).toEqual({ [`depends_on_${level}_id`]: [expect.any(String)] })
    for (const { project } of [here, there]) expect((await edgesOf(project))[level]).toEqual([])
  })

  it.each(levels)('32. a circle of two or of three is refused on the level of the %s: 422', async (level) => {
    const { project, ids } = await nodes(level, 3)
    const [a = '', b = '', c = ''] = ids
    const refused = { status: 422, body: { error: { status: 422, message: 'Cycle detected in dependency graph' } } }
    await depend(level, a, b)
    expect(await depend(level, b, a)).toMatchObject(refused)
    await depend(level, b, c)
    expect(await depend(level, c, a)).toMatchObject(refused)
    expect((await edgesOf(project))[level]).toHaveLength(2)
  })

  /** An epic one with the stories 1.1 and 1.2, an epic two with 2.1. */
  async function twoEpics() {
    const { ctl } = http()
    const project = await ctl.project()
    const [one, two] = [await ctl.epic(project, { number: 1 }), await ctl.epic(project, { number: 2 })]
    const ids = { '1.1': await story(one, '1.1'), '1.2': await story(one, '1.2'), '2.1': await story(two, '2.1') }
    return { project, one, two, ids }
  }

  it('33. an epic edge that would hold up what its own stories wait for is 422', async () => {
    const { project, one, two, ids } = await twoEpics()
    await depend('story', ids['2.1'], ids['1.1'])
    const { status, body } = await depend('epic', one, two)
    expect([status, body.error.code]).toEqual([422, 'dependency_deadlock'])
    expect((await edgesOf(project)).epic).toEqual([])
    expect((await depend('epic', two, one)).status).toBe(201)
  })

  it('33. a story edge against an epic edge is 422, also by way of another story', async () => {
    const { project, one, two, ids } = await twoEpics()
    await depend('epic', one, two)
    const { status, body } = await depend('story', ids['2.1'], ids['1.1'])
    expect([status, body.error.code]).toEqual([422, 'dependency_deadlock'])
    expect((await edgesOf(project)).story).toEqual([])
    const between = await story(await http().ctl.epic(project), '3.1')
    expect((await depend('story', ids['2.1'], between)).status).toBe(201)
    expect((await depend('story', between, ids['1.1'])).status).toBe(422)
  })

  it('34. a story is ready once what it waits for is verified, and not when that is only reported done', async () => {
    const { project, ids } = await twoEpics()
    await depend('story', ids['1.2'], ids['1.1'])
    expect(await readyIn(project)).toEqual(['1.1', '2.1'])
    await http().ctl.bring(ids['1.1'], 'reported_done')
    expect(await readyIn(project)).toEqual(['2.1'])
    await http().send(`POST /api/v1/stories/${ids['1.1']}/review-complete`, { as: 'reviewer', body: { review_type: 'enhanced' } })
    http().ctl.pass(1_000)
    expect(await readyIn(project)).toEqual(['2.1'])
  })

  it('34. after the verification it is ready, in a row that says all that one needs to take it', async () => {
    const { project, one, ids } = await twoEpics()
    await depend('story', ids['1.2'], ids['1.1'])
    await http().ctl.bring(ids['1.1'], 'reviewed')
    expect((await verify(ids['1.1'])).status).toBe(200)
    const { data, meta } = await get(`stories/ready?project_id=${project}`)
    expect(numbers(data)).toEqual(['1.2', '2.1'])
    expect(data[0]).toMatchObject({
      id: ids['1.2'],
      project_id: project,
      epic_id: one,
      agent_status: 'pending',
      verified_status: 'unverified',
    })
    expect(meta).toEqual({ page: 1, page_size: 100, total_count: 2, total_pages: 1 })
  })

  it('35. an epic that waits hides all its stories until every story of the other is verified', async () => {
    const { project, one, two, ids } = await twoEpics()
    await depend('epic', two, one)
    await story(two, '2.2')
    expect(await readyIn(project)).toEqual(['1.1', '1.2'])
    await http().ctl.bring(ids['1.1'], 'verified')
    expect(await readyIn(project)).toEqual(['1.2'])
    await http().ctl.bring(ids['1.2'], 'reviewed')
    expect(await readyIn(project)).toEqual([])
    await verify(ids['1.2'])
    expect(await readyIn(project)).toEqual(['2.1', '2.2'])
  })

  it('36. 1.10 sorts after 1.2, wherever stories stand in a list', async () => {
    const project = await http().ctl.project()
    const epic = await http().ctl.epic(project, { number: 1 })
    for (const number of ['1.10', '1.2', '1.1']) await story(epic, number)
    const sorted = ['1.1', '1.2', '1.10']
    expect(await readyIn(project)).toEqual(sorted)
    expect(numbers((await get(`stories?project_id=${project}`)).data)).toEqual(sorted)
    expect(numbers((await get(`epics/${epic}/stories`)).data)).toEqual(sorted)
    expect(numbers((await get(`epics/${epic}`)).epic.stories)).toEqual(sorted)
    expect(numbers((await get(`projects/${project}/dependency_graph`)).graph.epics[0].stories)).toEqual(sorted)
    expect(numbers((await get(`projects/${project}/export`)).epics[0].stories)).toEqual(sorted)
  })

  it('37. what is blocked names exactly what it waits for, with both statuses of that', async () => {
    const { project, one, two, ids } = await twoEpics()
    const third = await story(two, '2.2')
    await depend('epic', two, one)
    await depend('story', ids['2.1'], third)
    await http().ctl.bring(ids['1.1'], 'reported_done')
    const blockers = async () => {
      const { data } = await get(`stories/blocked?project_id=${project}`)
      type Row = { story: Numbered; blocking_dependencies: Record<string, string>[] }
      const shortly = (one: Record<string, string>) => `${one.number} ${one.agent_status} ${one.verified_status}`
      return data.map((row: Row) => [row.story.number, row.blocking_dependencies.map(shortly)])
    }
    const ofEpic = ['1.1 reported_done unverified', '1.2 pending unverified']
    expect(await blockers()).toEqual([
      ['2.1', [...ofEpic, '2.2 pending unverified']],
      ['2.2', ofEpic],
    ])
    await http().ctl.bring(ids['1.2'], 'verified')
    await http().send(`POST /api/v1/stories/${ids['1.1']}/reject`, { as: 'orchestrator', body: { reason: 'broken' } })
    expect(await blockers()).toEqual([
      ['2.1', ['1.1 pending rejected', '2.2 pending unverified']],
      ['2.2', ['1.1 pending rejected']],
    ])
  })

  it('37. a row of what is blocked has ids and titles of both', async () => {
    const { project, ids } = await twoEpics()
    await depend('story', ids['1.2'], ids['1.1'])
    const { data, meta } = await get(`stories/blocked?project_id=${project}`)
    expect(data).toMatchObject([
      {
        story: { id: ids['1.2'], project_id: project, number: '1.2', title: expect.any(String), agent_status: 'pending' },
        blocking_dependencies: [{ id: ids['1.1'], number: '1.1', title: expect.any(String) }],
      },
    ])
    expect(meta).toEqual({ page: 1, page_size: 100, total_count: 1, total_pages: 1 })
  })

  it('38. a contracted story with an unmet dependency cannot be claimed: 409, with the numbers of what is missing', async () => {
    const { ids } = await twoEpics()
    const claim = () => http().send(`POST /api/v1/stories/${ids['1.2']}/claim`, { as: 'implementer' })
    await http().ctl.bring(ids['1.2'], 'contracted')
    await depend('story', ids['1.2'], ids['1.1'])
    const { status, body } = await claim()
    const state = { current_agent_status: 'contracted', current_verified_status: 'unverified', attempted_action: 'claim' }
    expect(status).toBe(409)
    expect(body.error).toMatchObject({
      status: 409,
      message: 'Conflict',
      code: 'dependencies_unmet',
      current_state: 'contracted',
      ...state,
    })
    expect(body.error.context).toEqual(state)
    expect(body.error.hints.join(' ')).toContain('1.1')
    expect((await get(`stories/${ids['1.2']}`)).story).toMatchObject({ agent_status: 'contracted', assigned_agent_id: null })
    await http().ctl.bring(ids['1.1'], 'verified')
    expect((await claim()).status).toBe(200)
  })
})
