import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const story = (number: string, more = {}) => ({ number, title: `Story ${number}`, ...more })
const epic = (number: number, ...stories: object[]) => ({ number, title: `Epic ${number}`, stories })

describeCtl('import_project', (ctl) => {
  const bring = (project_id: string, payload: object) => ctl().call('import_project', { project_id, ...payload })
  const refusal = async (payload: object, project_id?: string) =>
    ctl().refusal('import_project', { project_id: project_id ?? (await ctl().project()), ...payload })
  const ready = async (project_id: string) =>
    (await ctl().call('page_ready_stories', { project_id })).data.map(({ number }: { number: string }) => number)
  const rows = (project_id: string) =>
    ctl().tables((db) => db.selectFrom('ctl_stories').selectAll().where('project_id', '=', project_id).orderBy('sort_key').execute())

  it('brings epics, stories and dependencies, counts them, and says so once, with its project (D23)', async () => {
    const project_id = await ctl().project()
    const payload = {
      epics: [epic(1, story('1.1', { acceptance_criteria: [{ criterion: 'it works' }] }), story('1.2')), epic(2, story('2.1'))],
      story_dependencies: [
        { story: '1.2', depends_on: '1.1' },
        { story: '1.2', depends_on: '1.1' },
      ],
      epic_dependencies: [{ epic: 2, depends_on: 1 }],
    }
    expect(await bring(project_id, payload)).toEqual({ import: { epics_created: 2, stories_created: 3, dependencies_created: 2 } })
    expect(await ready(project_id)).toEqual(['1.1'])
    const events = (await ctl().events()).filter(({ scope }) => scope === project_id).slice(1)
    expect(events.map(({ type, entity, details }) => ({ type, entity, details }))).toEqual([
      { type: 'project.imported', entity: project_id, details: { project_id, epic_count: 2, story_count: 3 } },
    ])
  })

  it('writes nothing at all where one title is blank, and says which', async () => {
    const project_id = await ctl().project()
    const error = await refusal({ epics: [epic(1, story('1.1'), story('1.2', { title: '' }))] }, project_id)
    expect(error.toJSON().error).toMatchObject({
      status: 422,
      message: 'Validation failed',
      details: { 'epics[0].stories[1].title': ["can't be blank"] },
      hints: ["epics[0].stories[1].title: can't be blank"],
    })
    expect(await rows(project_id)).toEqual([])
  })

  it('names a dependency on what is nowhere, by its place: 422', async () => {
    const epics = [epic(1, story('1.1'))]
    const error = await refusal({
      epics,
      story_dependencies: [{ story: '1.1', depends_on: '9.9' }],
      epic_dependencies: [{ epic: 8, depends_on: 1 }],
    })
    expect(error).toMatchObject({ status: 422 })
    expect(error.details).toEqual({
      'story_dependencies[0].depends_on': ['story 9.9 is neither in this import nor in the project'],
      'epic_dependencies[0].epic': ['epic 8 is neither in this import nor in the project'],
    })
  })

  it('shows a cycle as its path, and finds deadlocks across levels: 422', async () => {
    const epics = [epic(1, story('1.1'), story('1.2')), epic(2, story('2.1'))]
    const cycle = await refusal({
      epics,
      story_dependencies: [
        { story: '1.1', depends_on: '1.2' },
        { story: '1.2', depends_on: '1.1' },
      ],
    })
    expect(cycle).toMatchObject({ status: 422, code: 'dependency_cycle' })
    expect(cycle.details).toEqual({ story_dependencies: ['Cycle detected in dependency graph: 1.1 -> 1.2 -> 1.1'] })
    const deadlock = { epics, story_dependencies: [{ story: '2.1', depends_on: '1.1' }], epic_dependencies: [{ epic: 1, depends_on: 2 }] }
    expect(await refusal(deadlock)).toMatchObject({ status: 422, code: 'dependency_deadlock' })
  })

  it('refuses what is there already, with its numbers, and hints at merge=true: 409', async () => {
    const project_id = await ctl().project()
    await bring(project_id, { epics: [epic(1, story('1.1'))] })
    const error = await refusal({ epics: [epic(1, story('1.1'), story('1.2')), epic(2)] }, project_id)
    expect(error).toMatchObject({ status: 409, details: { duplicate_epic_numbers: [1], duplicate_story_numbers: ['1.1'] } })
    expect(error.hints.join()).toContain('merge=true')
    expect(await rows(project_id)).toHaveLength(1)
  })

  it('takes work from before as verified: not ready, and what waited for it is, with a line in the log (D10)', async () => {
    const project_id = await ctl().project()
    await bring(project_id, {
      epics: [
        epic(1, story('1.1', { initial_agent_status: 'reported_done', initial_verified_status: 'pass' }), story('1.2')),
        epic(2, story('2.1', { initial_verified_status: 'verified' })),
        epic(3, story('3.1', { initial_agent_status: 'reported_done' })),
        epic(4, story('4.1')),
      ],
      story_dependencies: [{ story: '1.2', depends_on: '1.1' }],
      epic_dependencies: [{ epic: 4, depends_on: 2 }],
    })
    expect(await ready(project_id)).toEqual(['1.2', '4.1'])
    const [first, , second, third] = await rows(project_id)
    expect(first).toMatchObject({ agent_status: 'reported_done', verified_status: 'verified', verified_at: first?.reported_done_at })
    expect(third).toMatchObject({ agent_status: 'reported_done', verified_status: 'unverified', verified_at: null })
    const events = await ctl().eventsOf(second!.id)
    expect(events.map(({ type, scope }) => [type, scope])).toEqual([['story.imported_verified', project_id]])
    expect(events[0]?.details).toMatchObject({ story_id: second!.id, project_id, source: 'import' })
    const complete = (await ctl().events()).filter(({ type, scope }) => type === 'epic.completed' && scope === project_id)
    expect(complete.map(({ details }) => details?.epic_number)).toEqual([2])
  })

  it('refuses an archived project, one that is not there, and agents', async () => {
    const project_id = await ctl().project()
    await ctl().tables((db) => db.updateTable('ctl_projects').set({ status: 'archived' }).where('id', '=', project_id).execute())
    expect(await refusal({ epics: [] }, project_id)).toMatchObject({ status: 422, code: 'project_archived' })
    expect(await refusal({ epics: [] }, 'nobody')).toMatchObject({ status: 404 })
    const byAgent = await ctl().refusal('import_project', { project_id, epics: [] }, { as: agents.implementer })
    expect(byAgent).toMatchObject({ status: 403 })
  })
})

describeCtl('import_project with merge', (ctl) => {
  const merge = (project_id: string, payload: object) => ctl().call('import_project', { project_id, merge: true, ...payload })
  const rows = (project_id: string) =>
    ctl().tables((db) => db.selectFrom('ctl_stories').selectAll().where('project_id', '=', project_id).orderBy('sort_key').execute())

  it('updates what the payload says, keeps the rest and all statuses, adds what is new, and names orphans', async () => {
    const project_id = await ctl().project()
    const first = { epics: [{ ...epic(1, story('1.1', { description: 'old', estimated_hours: 2 }), story('1.2')), phase: 'early' }] }
    await ctl().call('import_project', { project_id, ...first, story_dependencies: [{ story: '1.2', depends_on: '1.1' }] })
    const [{ id = '' } = {}] = await rows(project_id)
    await ctl().bring(id, 'verified')
    const again = {
      epics: [
        { number: '1', title: 'New', phase: null, stories: [story('1.1', { title: 'New', estimated_hours: null })] },
        epic(2, story('2.1', { initial_verified_status: 'pass' })),
      ],
      story_dependencies: [
        { story: '1.2', depends_on: '1.1' },
        { story: '2.1', depends_on: '1.2' },
      ],
    }
    expect(await merge(project_id, again)).toEqual({
      import: {
        epics_created: 1,
        epics_updated: 1,
        stories_created: 1,
        stories_updated: 1,
        stories_orphaned: [{ number: '1.2', title: 'Story 1.2' }],
        stories_not_moved: [],
        dependencies_created: 1,
        dependencies_existing: 1,
      },
    })
    const [one, , two] = await rows(project_id)
    expect(one).toMatchObject({ id, title: 'New', description: 'old', estimated_hours: 2, verified_status: 'verified' })
    expect(two).toMatchObject({ agent_status: 'pending', verified_status: 'unverified', open_blockers: 1 })
    const { graph } = await ctl().call('get_dependency_graph', { project_id })
    expect(graph.epics[0]).toMatchObject({ title: 'New', phase: 'early' })
    const events = (await ctl().eventsOf(project_id)).map(({ type }) => type)
    expect(events).toEqual(['project.created', 'project.imported', 'project.merge_imported'])
  })

  it('leaves a story in its epic, and says that it did', async () => {
    const project_id = await ctl().project()
    await merge(project_id, { epics: [epic(1, story('1.1'))] })
    const answer = await merge(project_id, { epics: [epic(2, story('1.1'))] })
    expect(answer.import.stories_not_moved).toEqual([{ number: '1.1', title: 'Story 1.1' }])
    const { graph } = await ctl().call('get_dependency_graph', { project_id })
    expect(graph.epics.map(({ stories }: { stories: object[] }) => stories.length)).toEqual([1, 0])
  })

  it('refuses a circle of old and new dependencies, of stories and of epics: 422', async () => {
    const project_id = await ctl().project()
    const epics = [epic(1, story('1.1'), story('1.2')), epic(2, story('2.1'))]
    await merge(project_id, {
      epics,
      story_dependencies: [{ story: '1.1', depends_on: '1.2' }],
      epic_dependencies: [{ epic: 2, depends_on: 1 }],
    })
    const refusal = (more: object) => ctl().refusal('import_project', { project_id, merge: true, epics: [], ...more })
    expect(await refusal({ story_dependencies: [{ story: '1.2', depends_on: '1.1' }] })).toMatchObject({ code: 'dependency_cycle' })
    expect(await refusal({ epic_dependencies: [{ epic: '1', depends_on: '2' }] })).toMatchObject({ code: 'dependency_cycle' })
    expect(await refusal({ story_dependencies: [{ story: '1.1', depends_on: '2.1' }] })).toMatchObject({ code: 'dependency_deadlock' })
  })
})
