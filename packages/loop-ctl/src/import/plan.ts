import { newEpic, newStory } from '../changes/create.ts'
import { at, type Ctl } from '../ctl.ts'
import type { Level } from '../graph/fault.ts'
import type { Breakdown } from '../storage/breakdown.ts'
import type { DependencyRow } from '../storage/dependencies.ts'
import type { EpicRow, StoryRow } from '../storage/tables.ts'
import { epicContent, initialStanding, storyContent } from './content.ts'
import type { Payload } from './payload.ts'
import { Problems } from './problems.ts'

/** What an import brings into a project, and which of it is there already. */
export interface Import {
  project_id: string
  payload: Payload
  present: Breakdown
  merge: boolean
}

interface Change {
  id: string
  set: Record<string, unknown>
}

/** What one import is going to do. */
export interface Plan {
  epics: { created: EpicRow[]; found: EpicRow[]; changes: Change[] }
  stories: { created: StoryRow[]; found: StoryRow[]; changes: Change[] }
  /** Found in another epic than the payload says. */
  elsewhere: StoryRow[]
  edges: Record<Level, { created: DependencyRow[]; existing: number }>
}

/** Compares a payload with what is there. Throws `invalid_input` for a dependency on what is in neither. */
export function planImport(ctl: Ctl, given: Import): Plan {
  const plan: Plan = {
    epics: { created: [], found: [], changes: [] },
    stories: { created: [], found: [], changes: [] },
    elsewhere: [],
    edges: { story: { created: [], existing: 0 }, epic: { created: [], existing: 0 } },
  }
  planEpics(ctl, given, plan)
  planStories(ctl, given, plan)
  const problems = new Problems()
  planEdges(ctl, given, { plan, level: 'story', problems })
  planEdges(ctl, given, { plan, level: 'epic', problems })
  problems.refuse()
  return plan
}

function planEpics(ctl: Ctl, { project_id, payload, present }: Import, { epics }: Plan): void {
  const known = byNumber(present.epics)
  for (const [position, given] of payload.epics.entries()) {
    const { number, title } = given
    const content = epicContent(given)
    const found = known.get(number)
    if (found) note(epics, found, { content, now: at(ctl) })
    else epics.created.push(newEpic(ctl, { position, ...content, project_id, number, title }))
  }
}

function planStories(ctl: Ctl, { project_id, payload, present, merge }: Import, { epics, stories, elsewhere }: Plan): void {
  const known = byNumber(present.stories)
  const epicOf = byNumber([...present.epics, ...epics.created])
  for (const epic of payload.epics) {
    const epic_id = epicOf.get(epic.number)!.id
    for (const given of epic.stories ?? []) {
      const { number, title } = given
      const content = storyContent(given)
      const found = known.get(number)
      if (found) note(stories, found, { content, now: at(ctl) })
      else
        stories.created.push(newStory(ctl, { ...content, ...(!merge && initialStanding(ctl, given)), project_id, epic_id, number, title }))
      if (found && found.epic_id !== epic_id) elsewhere.push(found)
    }
  }
}

interface Found<Row> {
  found: Row[]
  changes: Change[]
}

/** Only what differs is written. */
function note<Row extends { id: string }>(
  { found, changes }: Found<Row>,
  row: Row,
  { content, now }: { content: Partial<Row>; now: string },
): void {
  found.push(row)
  const set = Object.entries(content).filter(([name, value]) => row[name as keyof Row] !== value)
  if (set.length > 0) changes.push({ id: row.id, set: { ...Object.fromEntries(set), updated_at: now } })
}

interface EdgePlanning {
  plan: Plan
  level: Level
  problems: Problems
}

function planEdges(ctl: Ctl, { project_id, payload, present }: Import, { plan, level, problems }: EdgePlanning): void {
  const list = `${level}_dependencies` as const
  const rows: readonly (EpicRow | StoryRow)[] =
    level === 'story' ? [...present.stories, ...plan.stories.created] : [...present.epics, ...plan.epics.created]
  const nodes = byNumber(rows)
  const idOf = (number: number | string, path: string) => {
    const id = nodes.get(number)?.id
    if (id === undefined) problems.add(path, `${level} ${number} is neither in this import nor in the project`)
    return id
  }
  const existing = new Set(present.edges[level].map(({ from, to }) => `${from} ${to}`))
  const seen = new Set<string>()
  for (const [index, { from, to }] of (payload[list] ?? []).entries()) {
    const ids = [idOf(from, `${list}[${index}].${level}`), idOf(to, `${list}[${index}].depends_on`)] as const
    const key = ids.join(' ')
    if (ids[0] === undefined || ids[1] === undefined || seen.has(key)) continue
    seen.add(key)
    if (existing.has(key)) plan.edges[level].existing++
    else plan.edges[level].created.push({ id: ctl.newId(), project_id, from: ids[0], to: ids[1], inserted_at: at(ctl) })
  }
}

function byNumber<Row extends { number: number | string }>(rows: readonly Row[]): Map<number | string, Row> {
  return new Map(rows.map((row) => [row.number, row]))
}
