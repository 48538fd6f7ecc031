import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'

const story = (number: string | number, more: object = {}) => ({ number, title: `Story ${number}`, ...more })
const epic = (number: number | string, ...stories: object[]) => ({ number, title: `Epic ${number}`, stories })
const waits = (story: string, depends_on: string) => ({ story, depends_on })

describeHttp('a whole project in and out', (http) => {
  const get = async (path: string) => {
    const { status, body } = await http().send(`GET /api/v1/${path}`, { as: 'implementer' })
    expect(status).toBe(200)
    return body
  }
  const bring = (project: string, body: object, as: KeyName = 'orchestrator') =>
    http().send(`POST /api/v1/projects/${project}/import`, { as, body })
  const merge = (project: string, body: object) => http().send(`POST /api/v1/projects/${project}/import?merge=true`, { body })
  const exported = (project: string) => get(`projects/${project}/export`)
  const readyIn = async (project: string) =>
    (await get(`stories/ready?project_id=${project}`)).data.map(({ number }: { number: string }) => number)
  const storyOf = async (project: string, number: string) => {
    const { data } = await get(`stories?project_id=${project}`)
    const { id } = data.find((row: { number: string }) => row.number === number)
    return (await get(`stories/${id}`)).story
  }

  /** Imports what is to be refused into a project of its own, and shows that nothing of it was written. */
  async function refused(body: object) {
    const project = await http().ctl.project()
    const answer = await bring(project, body)
    expect(await exported(project)).toMatchObject({ epics: [], story_dependencies: [], epic_dependencies: [] })
    return answer
  }

  it('39. an import counts what it made, and all of it is there', async () => {
    const project = await http().ctl.project()
    const criteria = [{ criterion: 'It works' }]
    const first = story('1.1', { description: 'Long', acceptance_criteria: criteria, estimated_hours: 1.5, metadata: { a: 1 } })
    const payload = {
      epics: [{ ...epic(1, first, story('1.2')), description: 'All', phase: 'early' }, epic(2, story('2.1'))],
      story_dependencies: [waits('1.2', '1.1')],
      epic_dependencies: [{ epic: 2, depends_on: 1 }],
    }
    expect(await bring(project, payload)).toMatchObject({
      status: 201,
      body: { import: { epics_created: 2, stories_created: 3, dependencies_created: 2 } },
    })
    expect(await exported(project)).toMatchObject({
      epics: [
        { number: 1, title: 'Epic 1', description: 'All', phase: 'early', position: 0, stories: [first, { number: '1.2' }] },
        { number: 2, position: 1, stories: [{ number: '2.1', agent_status: 'pending', verified_status: 'unverified' }] },
      ],
      story_dependencies: payload.story_dependencies,
      epic_dependencies: payload.epic_dependencies,
    })
  })

  it('39. where one title of a story is blank nothing is written at all, and the answer names its place', async () => {
    const { status, body } = await refused({ epics: [epic(1), epic(2, story('2.1'), story('2.2', { title: ' ' }))] })
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ status: 422, message: 'Validation failed' })
    expect(body.error.details).toEqual({ 'epics[1].stories[1].title': ["can't be blank"] })
    expect(body.error.hints).toContain("epics[1].stories[1].title: can't be blank")
  })

  it('40. numbers that come twice in one payload are 422', async () => {
    const { status, body } = await refused({ epics: [epic(1, story('1.1'), story('1.1')), epic(1)] })
    expect(status).toBe(422)
    expect(body.error.details).toEqual({
      'epics[1].number': ['Duplicate epic number: 1'],
      'epics[0].stories[1].number': ['Duplicate story number: 1.1'],
    })
  })

  it('40. a dependency on a story or an epic that is nowhere is 422 and names it', async () => {
    const payload = {
      epics: [epic(1, story('1.1'))],
      story_dependencies: [waits('1.1', '9.9')],
      epic_dependencies: [{ epic: 1, depends_on: 8 }],
    }
    const { status, body } = await refused(payload)
    expect(status).toBe(422)
    expect(body.error.details).toEqual({
      'story_dependencies[0].depends_on': [expect.stringContaining('9.9')],
      'epic_dependencies[0].depends_on': [expect.stringContaining('8')],
    })
  })

  it('40. a circle is 422 and shown as its path, on either level', async () => {
    const epics = [epic(1, story('1.1'), story('1.2'), story('1.3')), epic(2)]
    const story_dependencies = [waits('1.1', '1.2'), waits('1.2', '1.3'), waits('1.3', '1.1')]
    const ofStories = await refused({ epics, story_dependencies })
    expect([ofStories.status, JSON.stringify(ofStories.body)]).toEqual([422, expect.stringContaining('1.1 -> 1.2 -> 1.3 -> 1.1')])
    const epic_dependencies = [
      { epic: 1, depends_on: 2 },
      { epic: 2, depends_on: 1 },
    ]
    const ofEpics = await refused({ epics, epic_dependencies })
    expect([ofEpics.status, JSON.stringify(ofEpics.body)]).toEqual([422, expect.stringContaining('1 -> 2 -> 1')])
  })

  it('41. what is there already is 409 without merge, with its numbers, a hint at merge=true and nothing written', async () => {
    const project = await http().ctl.project()
    await bring(project, { epics: [epic(1, story('1.1'), story('1.2')), epic(3)] })
    const { epics } = await exported(project)
    const again = await bring(project, { epics: [epic(1, story('1.1', { title: 'New' }), story('1.3')), epic(2), epic(3)] })
    expect(again.status).toBe(409)
    expect(again.body.error).toMatchObject({ status: 409, message: 'Conflict' })
    expect(again.body.error.details).toEqual({ duplicate_epic_numbers: [1, 3], duplicate_story_numbers: ['1.1'] })
    expect(again.body.error.hints.join()).toContain('merge=true')
    expect((await exported(project)).epics).toEqual(epics)
  })

  it('41. merge updates what the payload says, preserves what it leaves out, keeps statuses, and names orphans', async () => {
    const project = await http().ctl.project()
    const old = { description: 'old', estimated_hours: 2, acceptance_criteria: [{ criterion: 'old' }], metadata: { a: 1 } }
    const first = { ...epic(1, story('1.1', old), story('1.2')), description: 'old', phase: 'early' }
    await bring(project, { epics: [first], story_dependencies: [waits('1.2', '1.1')] })
    await http().ctl.bring((await storyOf(project, '1.1')).id, 'verified')
    const before = await storyOf(project, '1.1')
    const payload = {
      epics: [
        {
          number: 1,
          title: 'New',
          phase: null,
          stories: [{ number: '1.1', title: 'New', estimated_hours: null, initial_agent_status: 'pending' }],
        },
        epic(2, story('2.1', { initial_verified_status: 'pass' })),
      ],
      story_dependencies: [waits('1.2', '1.1'), waits('2.1', '1.2')],
    }
    const { status, body } = await merge(project, payload)
    expect(status).toBe(200)
    expect(body.import).toMatchObject({
      ...{ epics_created: 1, epics_updated: 1, stories_created: 1, stories_updated: 1 },
      stories_orphaned: [{ number: '1.2', title: 'Story 1.2' }],
      ...{ dependencies_created: 1, dependencies_existing: 1 },
    })
    expect(await storyOf(project, '1.1')).toEqual({ ...before, title: 'New', updated_at: expect.any(String) })
    expect(await storyOf(project, '2.1')).toMatchObject({ agent_status: 'pending', verified_status: 'unverified' })
    const { epics, story_dependencies } = await exported(project)
    expect(epics[0]).toMatchObject({
      title: 'New',
      description: 'old',
      phase: 'early',
      stories: [{}, { number: '1.2', title: 'Story 1.2' }],
    })
    expect(story_dependencies).toEqual(payload.story_dependencies)
  })

  it('42. a merge that closes a circle of old and new dependencies is 422, and adds none', async () => {
    const project = await http().ctl.project()
    const epic_dependencies = [{ epic: 1, depends_on: 2 }]
    await bring(project, {
      epics: [epic(1, story('1.1'), story('1.2')), epic(2)],
      story_dependencies: [waits('1.1', '1.2')],
      epic_dependencies,
    })
    const before = await exported(project)
    const ofStories = await merge(project, { epics: [], story_dependencies: [waits('1.2', '1.1')] })
    expect(ofStories).toMatchObject({ status: 422, body: { error: { message: 'Cycle detected in dependency graph' } } })
    const ofEpics = await merge(project, { epics: [], epic_dependencies: [{ epic: 2, depends_on: 1 }] })
    expect(ofEpics).toMatchObject({ status: 422, body: { error: { message: 'Cycle detected in dependency graph' } } })
    expect(await exported(project)).toEqual(before)
  })

  it('43. numbers written the other way round still meet: an epic as text, a story as number', async () => {
    const project = await http().ctl.project()
    await bring(project, { epics: [epic(72, story('72'))] })
    const payload = { epics: [{ number: '72', title: 'New', stories: [{ number: 72, title: 'New' }] }] }
    expect((await bring(project, payload)).body.error.details).toEqual({ duplicate_epic_numbers: [72], duplicate_story_numbers: ['72'] })
    const { status, body } = await merge(project, payload)
    expect([status, body.import]).toMatchObject([200, { epics_created: 0, epics_updated: 1, stories_created: 0, stories_updated: 1 }])
    expect((await exported(project)).epics).toMatchObject([{ number: 72, title: 'New', stories: [{ number: '72', title: 'New' }] }])
  })

  it.each(['pass', 'verified'])(
    '44. a story that comes as %s is verified, not ready, and holds nobody up',
    async (initial_verified_status) => {
      const project = await http().ctl.project()
      const epics = [
        epic(1, story('1.1', { initial_agent_status: 'reported_done', initial_verified_status })),
        epic(2, story('2.1'), story('2.2')),
      ]
      const payload = { epics, story_dependencies: [waits('2.1', '1.1')], epic_dependencies: [{ epic: 2, depends_on: 1 }] }
      expect((await bring(project, payload)).status).toBe(201)
      const { id, ...there } = await storyOf(project, '1.1')
      const done = {
        agent_status: 'reported_done',
        verified_status: 'verified',
        verified_at: expect.any(String),
        reported_done_at: expect.any(String),
      }
      expect(there).toMatchObject(done)
      expect(await readyIn(project)).toEqual(['2.1', '2.2'])
      const { data } = await get(`stories/${id}/history`)
      expect(data).toMatchObject([{ metadata: { source: 'import' } }])
    },
  )

  it('44. a status that there is not is 422', async () => {
    const { status, body } = await refused({ epics: [epic(1, story('1.1', { initial_verified_status: 'maybe' }))] })
    expect([status, Object.keys(body.error.details)]).toEqual([422, ['epics[0].stories[0].initial_verified_status']])
  })

  it('45. what was exported and imported elsewhere is exported as the same, in the same order', async () => {
    const [one, two] = [await http().ctl.project(), await http().ctl.project()]
    const epics = [
      epic(10, story('10.1')),
      { ...epic(2, story('2.10', { metadata: { b: [1], a: null } }), story('2.9', { estimated_hours: 0.5 })), phase: 'p', position: 7 },
    ]
    const story_dependencies = [waits('10.1', '2.10'), waits('2.10', '2.9'), waits('10.1', '2.9')]
    await bring(one, { epics, story_dependencies, epic_dependencies: [{ epic: 10, depends_on: 2 }] })
    await http().ctl.bring((await storyOf(one, '2.9')).id, 'verified')
    const first = await exported(one)
    expect(await exported(one)).toEqual(first)
    const order = first.epics.map(({ number, stories }: ReturnType<typeof epic>) => [
      number,
      (stories as { number: string }[]).map((one) => one.number),
    ])
    expect(order).toEqual([
      [2, ['2.9', '2.10']],
      [10, ['10.1']],
    ])
    expect(first.story_dependencies).toEqual([waits('2.10', '2.9'), waits('10.1', '2.9'), waits('10.1', '2.10')])
    expect((await bring(two, first)).status).toBe(201)
    const second = await exported(two)
    expect(second.epics).toEqual(first.epics.map(untouched))
    for (const edges of ['story_dependencies', 'epic_dependencies']) expect(second[edges]).toEqual(first[edges])
  })

  it('46. a key of an agent cannot import: 403, and nothing is written', async () => {
    const project = await http().ctl.project()
    const { status, body } = await bring(project, { epics: [epic(1, story('1.1'))] }, 'implementer')
    expect([status, body.error.status]).toEqual([403, 403])
    expect((await exported(project)).epics).toEqual([])
    expect((await bring(project, { epics: [epic(1)] }, 'user')).status).toBe(201)
  })
})

/** An epic of an export as if nobody had worked on it. */
function untouched(epic: { stories: object[] }) {
  const times = { assigned_at: null, reported_done_at: null, verified_at: null, rejected_at: null, rejection_reason: null }
  const stories = epic.stories.map((story) => ({
    ...story,
    ...{ agent_status: 'pending', verified_status: 'unverified', assigned_agent_id: null },
    ...times,
  }))
  return { ...epic, stories }
}
