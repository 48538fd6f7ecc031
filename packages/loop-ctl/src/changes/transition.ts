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

/** Works out a move from the story as it stands, and may refuse it: the table has allowed the action by then. */
type Plan = (story: StoryRow) => Move | Promise<Move>

/**
 * The one road by which a story moves: judged against the table, changed only where it still stands as it was seen, told in the log.
 *
 * Throws what the table or the plan refuses; whoever loses a race is judged again, and plans again, by what the winner left.
 */
export async function transition(ctl: Ctl, seen: StoryRow, action: Action, plan: Plan): Promise<StoryRow> {
  judge(action, seen, ctl.actor)
  const { set, details } = await plan(seen)
  const { to, verified, event } = transitions[action]
  const steps = { ...(to && { agent_status: to }), ...(verified?.to && { verified_status: verified.to }) }
  const moved = await moveStory(ctl.db, seen, { ...steps, ...set, updated_at: at(ctl) })
  if (moved === undefined) return transition(ctl, await reload(ctl, seen), action, plan)
  const { project_id: scope, agent_status: old_status } = seen
  const place = { ...placeOf(seen), old_status, new_status: moved.agent_status }
  ctl.emit({ type: event, entity: seen.id, scope, ...changesOf(seen, moved), details: { ...place, ...details } })
  return moved
}

/** The story as it stands now. Throws `not_found`. */
export async function reload({ db }: Ctl, { id }: Pick<StoryRow, 'id'>): Promise<StoryRow> {
  const story = await findStory(db, id)
  if (story === undefined) throw notFound('story')
  return story
}

/** Where a story belongs, as every event about it says. */
export function placeOf({ id, project_id, epic_id }: Pick<StoryRow, 'id' | 'project_id' | 'epic_id'>) {
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
