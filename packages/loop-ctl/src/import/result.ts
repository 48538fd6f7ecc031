import { z } from 'zod'
import type { Breakdown } from '../storage/breakdown.ts'
import type { StoryRow } from '../storage/tables.ts'
import type { Plan } from './plan.ts'

const count = z.int()
const stories = z.array(z.object({ number: z.string(), title: z.string() }))

/** What an import did; a merge says more. */
export const Imported = z.object({
  epics_created: count,
  epics_updated: count.optional(),
  stories_created: count,
  stories_updated: count.optional(),
  stories_orphaned: stories.optional().describe('In the project, but not in the payload; they stay'),
  stories_not_moved: stories.optional().describe('In another epic than the payload says; they stay there'),
  dependencies_created: count,
  dependencies_existing: count.optional(),
})
export type Imported = z.output<typeof Imported>

export function createdCounts({ epics, stories, edges }: Plan): Imported {
  return {
    epics_created: epics.created.length,
    stories_created: stories.created.length,
    dependencies_created: edges.story.created.length + edges.epic.created.length,
  }
}

/** What was found counts as updated, whether or not the payload says anything new of it. */
export function mergedCounts(plan: Plan, present: Breakdown): Imported {
  const { epics, stories, edges, elsewhere } = plan
  const found = new Set(stories.found.map(({ id }) => id))
  return {
    ...createdCounts(plan),
    epics_updated: epics.found.length,
    stories_updated: stories.found.length,
    stories_orphaned: present.stories.filter(({ id }) => !found.has(id)).map(named),
    stories_not_moved: elsewhere.map(named),
    dependencies_existing: edges.story.existing + edges.epic.existing,
  }
}

function named({ number, title }: StoryRow) {
  return { number, title }
}
