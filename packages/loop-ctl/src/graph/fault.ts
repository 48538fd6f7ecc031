import { circleIn, type Edge } from './circle.ts'

/** The two levels on which something waits for something else. */
export type Level = 'story' | 'epic'

/** What waits for what in one project, by ids. */
export interface ProjectGraph {
  epics: ReadonlyMap<string, { number: number | string }>
  stories: ReadonlyMap<string, { number: string; epic_id: string }>
  edges: Readonly<Record<Level, readonly Edge[]>>
}

/** Why nothing could ever be finished, with the circle in the numbers that people know. */
export interface Fault {
  code: 'dependency_cycle' | 'dependency_deadlock'
  level: Level
  circle: string[]
}

/** The first fault of a graph: a circle of stories, one of epics, or one that runs through both. */
export function faultIn(graph: ProjectGraph): Fault | undefined {
  const { stories, epics, edges } = graph
  const ofStories = circleIn(edges.story)
  if (ofStories) return { code: 'dependency_cycle', level: 'story', circle: ofStories.map((id) => stories.get(id)!.number) }
  const ofEpics = circleIn(edges.epic)
  if (ofEpics) return { code: 'dependency_cycle', level: 'epic', circle: ofEpics.map((id) => String(epics.get(id)!.number)) }
  const mixed = edges.epic.length === 0 ? undefined : circleIn(edgesOfBoth(graph))
  return mixed && { code: 'dependency_deadlock', level: 'epic', circle: mixed.map((node) => inWords(graph, node)).filter(isNew) }
}

const begin = (epic: string) => `begin ${epic}`
const end = (epic: string) => `end ${epic}`

/**
 * Both levels in one graph: the end of an epic waits for its stories, those for its beginning, and that for the ends of the epics before it.
 *
 * An end waits for its own beginning too, so that an epic stands between two others even while it is empty:
 * thus a story that is added later can never close a circle.
 */
function* edgesOfBoth({ stories, epics, edges }: ProjectGraph): Iterable<Edge> {
  yield* edges.story
  for (const { from, to } of edges.epic) yield { from: begin(from), to: end(to) }
  for (const id of epics.keys()) yield { from: end(id), to: begin(id) }
  for (const [id, { epic_id }] of stories) {
    yield { from: id, to: begin(epic_id) }
    yield { from: end(epic_id), to: id }
  }
}

function inWords({ stories, epics }: ProjectGraph, node: string): string {
  const story = stories.get(node)
  return story ? `story ${story.number}` : `epic ${epics.get(node.slice(node.indexOf(' ') + 1))!.number}`
}

/** The beginning and the end of an epic are one thing to people. */
function isNew(name: string, index: number, names: readonly string[]): boolean {
  return name !== names[index - 1]
}
