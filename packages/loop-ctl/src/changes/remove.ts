import type { Ctl } from '../ctl.ts'
import { notFound } from '../refusals.ts'
import { recountBlockers } from '../storage/blockers.ts'
import { removeEpic } from '../storage/epics.ts'
import { epicsWaitingFor, storiesWaitingFor } from '../storage/graph.ts'
import { lockProject } from '../storage/projects.ts'
import { removeStory, storiesOfEpic } from '../storage/stories.ts'
import type { EpicRow, StoryRow } from '../storage/tables.ts'
import { placeOf } from './transition.ts'
import { settleVerified } from './verify.ts'

/** Takes a story away for good. Whoever waited for it waits no longer, and its epic may be complete without it. */
export async function deleteStory(ctl: Ctl, story: StoryRow): Promise<void> {
  await lockProject(ctl.db, story.project_id)
  const waiting = await storiesWaitingFor(ctl.db, story)
  if (!(await removeStory(ctl.db, story.id))) throw notFound('story')
  announce(ctl, story)
  await recountBlockers(ctl.db, { stories: waiting })
  await settleVerified(ctl, [story])
}

/** Takes an epic with all its stories away for good. */
export async function deleteEpic(ctl: Ctl, epic: EpicRow): Promise<void> {
  const { id, project_id, number, title } = epic
  await lockProject(ctl.db, project_id)
  const stories = await storiesOfEpic(ctl.db, id)
  const waiting = { stories: await storiesWaitingFor(ctl.db, { epic_id: id }), epics: await epicsWaitingFor(ctl.db, id) }
  if (!(await removeEpic(ctl.db, id))) throw notFound('epic')
  for (const story of stories) announce(ctl, { ...story, project_id, epic_id: id })
  const details = { epic_id: id, project_id, story_count: stories.length }
  ctl.emit({ type: 'epic.deleted', entity: id, scope: project_id, before: { number, title }, details })
  await recountBlockers(ctl.db, waiting)
}

type Removed = Pick<StoryRow, 'id' | 'project_id' | 'epic_id' | 'number' | 'title' | 'agent_status' | 'verified_status'>

function announce({ emit }: Ctl, story: Removed): void {
  const { id, project_id, number, title, agent_status, verified_status } = story
  emit({
    type: 'story.deleted',
    entity: id,
    scope: project_id,
    before: { number, title, agent_status, verified_status },
    details: placeOf(story),
  })
}
