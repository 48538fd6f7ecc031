import { groupBy, text, time } from 'loop-core'
import { z } from 'zod'
import type { Edge } from '../graph/circle.ts'
import type { Breakdown } from '../storage/breakdown.ts'
import type { EpicRow, StoryRow } from '../storage/tables.ts'
import { Project } from '../views/project.ts'
import { Story, storyOf } from '../views/story.ts'

const anyObject = z.record(z.string(), z.unknown())

/** A story by its number, without ids; how it stands is told, but an import does not take it over. */
const ExportedStory = Story.pick({
  number: true,
  title: true,
  description: true,
  acceptance_criteria: true,
  estimated_hours: true,
  agent_status: true,
  verified_status: true,
  assigned_agent_id: true,
  assigned_at: true,
  reported_done_at: true,
  verified_at: true,
  rejected_at: true,
  rejection_reason: true,
  metadata: true,
})

const ExportedEpic = z.object({
  number: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  phase: z.string().nullable(),
  position: z.int(),
  metadata: anyObject,
  stories: z.array(ExportedStory),
})

/** A whole project as an import takes it. */
export const Exported = z.object({
  export_metadata: z.object({ exported_at: time(), loopctl_version: z.string(), project_id: text(64) }),
  project: Project.omit({ id: true, inserted_at: true, updated_at: true }),
  epics: z.array(ExportedEpic),
  story_dependencies: z.array(z.object({ story: z.string(), depends_on: z.string() })),
  epic_dependencies: z.array(z.object({ epic: z.int(), depends_on: z.int() })),
})

type Exported = z.output<typeof Exported>

/** The parts that an import takes; the same rows always in the same order. */
export function exportBreakdown({
  epics,
  stories,
  edges,
}: Breakdown): Pick<Exported, 'epics' | 'story_dependencies' | 'epic_dependencies'> {
  const storiesOf = groupBy(stories, ({ epic_id }) => epic_id)
  return {
    epics: epics.map((epic) => ({ ...contentOf(epic), stories: (storiesOf.get(epic.id) ?? []).map(exported) })),
    story_dependencies: numbered(stories, edges.story).map(({ from, to }) => ({ story: from, depends_on: to })),
    epic_dependencies: numbered(epics, edges.epic).map(({ from, to }) => ({ epic: from, depends_on: to })),
  }
}

function contentOf({ number, title, description, phase, position, metadata }: EpicRow) {
  return { number, title, description, phase, position, metadata: JSON.parse(metadata) }
}

function exported(row: StoryRow): z.output<typeof ExportedStory> {
  return ExportedStory.parse(storyOf(row))
}

/** Edges by the numbers of their ends, in the order in which those are listed. */
function numbered<Number>(rows: readonly { id: string; number: Number }[], edges: readonly Edge[]): { from: Number; to: Number }[] {
  const places = new Map(rows.map(({ id }, place) => [id, place]))
  const placed = edges.map(({ from, to }) => ({ from: places.get(from)!, to: places.get(to)! }))
  const sorted = placed.sort((one, other) => one.from - other.from || one.to - other.to)
  return sorted.map(({ from, to }) => ({ from: rows[from]!.number, to: rows[to]!.number }))
}
