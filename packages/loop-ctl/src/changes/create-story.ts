import type { Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { recountBlockers } from '../storage/blockers.ts'
import { lockProject } from '../storage/projects.ts'
import { insertStory } from '../storage/stories.ts'
import type { EpicRow, StoryRow } from '../storage/tables.ts'
import { newStory } from './create.ts'
import { placeOf } from './transition.ts'

export interface GivenStory {
  number: string
  title: string
  description?: string
  acceptance_criteria?: readonly Record<string, unknown>[]
  estimated_hours?: number
  metadata?: Record<string, unknown>
}

/** Adds a story to an epic, which then has more to verify. */
export async function createStory(ctl: Ctl, epic: EpicRow, given: GivenStory): Promise<StoryRow> {
  const { acceptance_criteria, metadata, ...words } = given
  const story = newStory(ctl, {
    ...words,
    project_id: epic.project_id,
    epic_id: epic.id,
    acceptance_criteria: acceptance_criteria === undefined ? null : JSON.stringify(acceptance_criteria),
    metadata: JSON.stringify(metadata ?? {}),
  })
  await lockProject(ctl.db, epic.project_id)
  if (!(await insertStory(ctl.db, story))) throw invalid({ number: 'has already been taken' }, { code: 'number_taken' })
  await recountBlockers(ctl.db, { epics: [epic.id] })
  const { number, title } = story
  ctl.emit({ type: 'story.created', entity: story.id, scope: story.project_id, after: { number, title }, details: placeOf(story) })
  return story
}
