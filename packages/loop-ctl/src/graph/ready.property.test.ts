import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agents, describeCtl, type TestCtl } from '../fixtures/ctl.ts'
import { seed } from '../fixtures/seed.ts'

const place = fc.nat(9)
const step = fc.record({
  act: fc.constantFrom(
    'story',
    'verify',
    'reject',
    'depend',
    'depend',
    'depend',
    'depend epics',
    'depend epics',
    'cut',
    'cut epics',
    'take back',
  ),
  one: place,
  other: place,
})
type Step = { act: string; one: number; other: number }

type Edges = readonly { from: string; to: string }[]

interface World {
  ctl: TestCtl
  project: string
  epics: string[]
  stories: string[]
}

describeCtl('what is ready and what is blocked', (ctl) => {
  it(`is what a count of all rows says, whatever happened before (seed ${seed})`, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25 }), async (steps) => {
      const world = await newWorld(ctl())
      for (const one of steps) await perform(world, one)
      await compare(world)
    })
    await fc.assert(property, { seed, numRuns: 6 })
  })
})

async function newWorld(ctl: TestCtl): Promise<World> {
  const project = await ctl.project()
  const epics = [await ctl.epic(project), await ctl.epic(project), await ctl.epic(project)]
  const stories = []
  for (const epic_id of [...epics, epics[0]!]) stories.push(await ctl.story({ epic_id }))
  return { ctl, project, epics, stories }
}

async function perform({ ctl, project, epics, stories }: World, { act, one, other }: Step): Promise<void> {
  const [story_id, depends_on_story_id] = [stories[one % stories.length]!, stories[other % stories.length]!]
  const [epic_id, depends_on_epic_id] = [epics[one % 3]!, epics[other % 3]!]
  const { story } = await ctl.call('get_story', { story_id })
  if (act === 'story') stories.push(await ctl.story({ epic_id }))
  else if (act === 'verify') await verify(ctl, story)
  else if (act === 'reject' && story.verified_status === 'verified')
    await ctl.call('reject_story', { story_id, reason: 'broken' }, { as: agents.orchestrator })
  else if (act === 'take back') await ctl.call('force_unclaim_story', { story_id }, { as: agents.orchestrator })
  else if (act === 'depend') await attempt(ctl, 'create_story_dependency', { story_id, depends_on_story_id })
  else if (act === 'depend epics') await attempt(ctl, 'create_epic_dependency', { epic_id, depends_on_epic_id })
  else if (act === 'cut') await cut(ctl, 'story', { project, place: other })
  else if (act === 'cut epics') await cut(ctl, 'epic', { project, place: other })
}

/** The whole road, where nothing bars it. */
async function verify(ctl: TestCtl, { id, agent_status, verified_status }: { id: string; agent_status: string; verified_status: string }) {
  if (agent_status !== 'pending' || verified_status === 'verified') return
  await ctl.bring(id, 'verified').catch((error) => expect(error).toMatchObject({ code: 'dependencies_unmet' }))
}

/** Circles, doubles and deadlocks are refused; anything else would be a fault. */
async function attempt(ctl: TestCtl, name: string, input: object): Promise<void> {
  await ctl.call(name, input).catch((error) => expect(error.code).toMatch(/^(self_dependency|dependency_(cycle|deadlock|exists))$/))
}

async function cut(ctl: TestCtl, level: 'story' | 'epic', { project, place }: { project: string; place: number }): Promise<void> {
  const table = `ctl_${level}_dependencies` as const
  const edges = await ctl.tables((db) => db.selectFrom(table).select('id').where('project_id', '=', project).orderBy('id').execute())
  const edge = edges[place % Math.max(1, edges.length)]
  if (edge) await ctl.call(`delete_${level}_dependency`, { dependency_id: edge.id })
}

async function compare({ ctl, project: project_id }: World): Promise<void> {
  const { stories, epics, storyEdges, epicEdges } = await rowsOf(ctl, project_id)
  const isOpen = (id: string) => stories.find((story) => story.id === id)!.verified_status !== 'verified'
  const openIn = (epic: string) => stories.filter(({ id, epic_id }) => epic_id === epic && isOpen(id)).map(({ id }) => id)
  const ofStory = (id: string) => targets(storyEdges, id).filter(isOpen)
  const ofEpic = (id: string) => targets(epicEdges, id).filter((epic) => openIn(epic).length > 0)
  for (const { id, open_blockers } of stories) expect(open_blockers).toBe(ofStory(id).length)
  for (const { id, open_blockers, unverified_count } of epics)
    expect([open_blockers, unverified_count]).toEqual([ofEpic(id).length, openIn(id).length])
  const blockers = ({ id, epic_id }: { id: string; epic_id: string }) => new Set([...ofStory(id), ...ofEpic(epic_id).flatMap(openIn)])
  const unverified = stories.filter(({ id }) => isOpen(id))
  const ready = unverified.filter((story) => story.agent_status === 'pending' && blockers(story).size === 0)
  const answer = await ctl.call('page_ready_stories', { project_id })
  expect(answer.data.map(({ id }: { id: string }) => id)).toEqual(ready.map(({ id }) => id))
  const blocked = unverified.filter((story) => blockers(story).size > 0).map((story) => [story.id, [...blockers(story)].sort()])
  const { data } = await ctl.call('list_blocked_stories', { project_id })
  expect(data.map((row: Blocked) => [row.story.id, row.blocking_dependencies.map(({ id }) => id).sort()])).toEqual(blocked)
}

interface Blocked {
  story: { id: string }
  blocking_dependencies: { id: string }[]
}

function targets(edges: Edges, id: string): string[] {
  return edges.filter(({ from }) => from === id).map(({ to }) => to)
}

function rowsOf(ctl: TestCtl, project: string) {
  return ctl.tables(async (db) => {
    const storyEdges = await db
      .selectFrom('ctl_story_dependencies')
      .select(['story_id as from', 'depends_on_story_id as to'])
      .where('project_id', '=', project)
      .execute()
    const epicEdges = await db
      .selectFrom('ctl_epic_dependencies')
      .select(['epic_id as from', 'depends_on_epic_id as to'])
      .where('project_id', '=', project)
      .execute()
    const epics = await db.selectFrom('ctl_epics').selectAll().where('project_id', '=', project).execute()
    const stories = await db
      .selectFrom('ctl_stories')
      .selectAll()
      .where('project_id', '=', project)
      .orderBy('sort_key')
      .orderBy('id')
      .execute()
    return { storyEdges, epicEdges, epics, stories }
  })
}
