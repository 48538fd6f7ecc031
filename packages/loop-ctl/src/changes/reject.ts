import type { z } from 'zod'
import { at, type Ctl } from '../ctl.ts'
import type { findings as Findings } from '../fields.ts'
import { readSettings } from '../settings.ts'
import { lockProject } from '../storage/projects.ts'
import { moveStory } from '../storage/stories.ts'
import type { StoryRow } from '../storage/tables.ts'
import { changesOf, placeOf, transition, unassigned } from './transition.ts'
import { recordVerification, settleVerified } from './verify.ts'

export interface Rejection {
  reason: string
  findings?: z.output<typeof Findings>
  review_type?: string
}

/** Finds a story not done; where the settings say so it is then pending again, for anybody. */
export async function rejectStory(ctl: Ctl, seen: StoryRow, { reason, findings = {}, review_type }: Rejection): Promise<StoryRow> {
  await lockProject(ctl.db, seen.project_id)
  const rejected = await transition(ctl, seen, 'reject', () => ({
    set: { rejected_at: at(ctl), rejection_reason: reason, verified_at: null },
    details: { orchestrator_agent_id: ctl.actor.agent?.id, reason, findings },
  }))
  await recordVerification(ctl, rejected, { result: 'fail', summary: reason, findings, review_type })
  await settleVerified(ctl, [rejected])
  const { auto_reset_on_rejection } = await readSettings(ctl.db)
  return auto_reset_on_rejection ? reset(ctl, rejected) : rejected
}

/** The system's own consequence of a rejection, told as such. */
async function reset(ctl: Ctl, rejected: StoryRow): Promise<StoryRow> {
  const story = (await moveStory(ctl.db, rejected, { ...unassigned, agent_status: 'pending', updated_at: at(ctl) }))!
  ctl.emit({
    type: 'story.auto_reset',
    entity: story.id,
    scope: story.project_id,
    ...changesOf(rejected, story),
    by: 'system:auto_reset',
    details: {
      ...placeOf(story),
      reason: 'rejected',
      rejection_reason: rejected.rejection_reason,
      old_status: rejected.agent_status,
      previous_agent_id: rejected.assigned_agent_id,
      orchestrator_agent_id: ctl.actor.agent?.id,
    },
  })
  return story
}
