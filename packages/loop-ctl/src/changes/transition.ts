import { at, type Ctl } from '../ctl.ts'
import { judge } from '../judge.ts'
import { notFound } from '../refusals.ts'
import { findStory, moveStory } from '../storage/stories.ts'
import type { StoryRow } from '../storage/tables.ts'
import { type Action, transitions } from '../story.ts'

/** What an action changes besides its step, and what its event says besides the steps. */
export interface Move {
  set?: Partial<StoryRow>
  details?: Record<string, unknown>
}

/**
 * The one road by which a story moves: judged against the table, changed only where it still stands as it was seen, told in the log.
 *
 * Throws what the table refuses; whoever loses a race is judged again by what the winner left.
 */
export async function transition(ctl: Ctl, seen: StoryRow, action: Action, { set, details }: Move = {}): Promise<StoryRow> {
  judge(action, seen, ctl.actor)
  const { to, verified, event } = transitions[action]
  const steps = { ...(to && { agent_status: to }), ...(verified && { verified_status: verified.to }) }
  const moved = await moveStory(ctl.db, seen, { ...steps, ...set, updated_at: at(ctl) })
  if (moved === undefined) return transition(ctl, await reload(ctl, seen), action, { set, details })
  const { project_id: scope, agent_status: old_status } = seen
  const place = { ...placeOf(seen), old_status, new_status: moved.agent_status }
  ctl.emit({ type: event, entity: seen.id, scope, ...changesOf(seen, moved), details: { ...place, ...details } })
  return moved
}

async function reload({ db }: Ctl, { id }: StoryRow): Promise<StoryRow> {
  const story = await findStory(db, id)
  if (story === undefined) throw notFound('story')
  return story
}

/** Where a story belongs, as every event about it says. */
export function placeOf({ id, project_id, epic_id }: StoryRow) {
  return { story_id: id, project_id, epic_id }
}

const told = ['agent_status', 'verified_status', 'assigned_agent_id', 'reported_by_agent_id', 'review_requested_at'] as const

/** What of a story's standing changed, before and after: the changed fields, and nothing else of the row. */
export function changesOf(seen: StoryRow, moved: StoryRow): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = told.filter((field) => seen[field] !== moved[field])
  const pick = (row: StoryRow) => Object.fromEntries(changed.map((field) => [field, row[field]]))
  return { before: pick(seen), after: pick(moved) }
}

/** The fields that whoever gives a story back, or has it taken away, leaves empty. */
export const unassigned = {
  assigned_agent_id: null,
  assigned_at: null,
  review_requested_at: null,
  reported_done_at: null,
  reported_by_agent_id: null,
} as const
