import { at, type Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { moveStory } from '../storage/stories.ts'
import type { StoryRow } from '../storage/tables.ts'
import { changesOf, type Move, placeOf, reload } from './transition.ts'
import { recordVerification, settleVerified } from './verify.ts'

/**
 * Refuses what cannot be work from before: somebody has had the story, or has judged it.
 *
 * Else whoever implements could hand a story back and call it old, past every gate.
 */
export function requireUntouched({ verified_status, assigned_agent_id, ever_assigned }: StoryRow): void {
  if (verified_status === 'rejected')
    throw invalid({ story: 'was rejected, so it must be reworked, reviewed and verified' }, { code: 'story_rejected' })
  if (assigned_agent_id !== null || ever_assigned === 1)
    throw invalid({ story: 'has or had an assignee, so it must be reported, reviewed and verified' }, { code: 'story_was_assigned' })
}

/** Takes a story as done before anybody could work on it here; call it under `lockProject`, after {@link requireUntouched}. */
export async function acceptAsDone(ctl: Ctl, seen: StoryRow, event: string, { set, details }: Move): Promise<StoryRow> {
  const done = { agent_status: 'reported_done', verified_status: 'verified' } as const
  const times = { reported_done_at: seen.reported_done_at ?? at(ctl), verified_at: at(ctl), updated_at: at(ctl) }
  const story = await moveStory(ctl.db, seen, { ...done, ...times, ...set })
  if (story === undefined) throw invalid({ story: 'was changed by somebody else in this moment' }, { code: 'story_changed' })
  const steps = { old_status: seen.agent_status, new_status: story.agent_status }
  const told = { entity: story.id, scope: story.project_id, ...changesOf(seen, story) }
  ctl.emit({ type: event, ...told, details: { ...placeOf(story), ...steps, ...details } })
  await settleVerified(ctl, [story])
  return story
}

/** Takes a story as verified work from before; one that is verified stays as it is. Call it under `lockProject`. */
export async function markComplete(ctl: Ctl, { id }: StoryRow, given: { summary?: string; review_type?: string }): Promise<void> {
  const seen = await reload(ctl, { id })
  if (seen.verified_status === 'verified') return
  requireUntouched(seen)
  const review_type = given.review_type?.trim() || 'pre_existing'
  const summary = given.summary
  const details = { orchestrator_agent_id: ctl.actor.agent?.id ?? null, summary: summary ?? null, review_type, result: 'pass' }
  const story = await acceptAsDone(ctl, seen, 'story.verified', { details })
  await recordVerification(ctl, story, { result: 'pass', summary, review_type })
}
