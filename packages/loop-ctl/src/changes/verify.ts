import type { z } from 'zod'
import { at, type Ctl } from '../ctl.ts'
import type { findings } from '../fields.ts'
import { invalid } from '../refusals.ts'
import { recountBlockers } from '../storage/blockers.ts'
import { completeEpic, findEpic } from '../storage/epics.ts'
import { insertVerification, isReviewed, nextIteration } from '../storage/handed-in.ts'
import { lockProject } from '../storage/projects.ts'
import { countStories } from '../storage/stories.ts'
import type { StoryRow, VerificationRow } from '../storage/tables.ts'
import type { VerificationResult } from '../words.ts'
import { transition } from './transition.ts'

export interface Verdict {
  result?: VerificationResult
  summary: string
  review_type: string
  findings?: z.output<typeof findings>
}

/** Finds a story done. Throws unless somebody else implemented it, it stands reported, and it was reviewed since. */
export async function verifyStory(ctl: Ctl, seen: StoryRow, verdict: Verdict): Promise<StoryRow> {
  await lockProject(ctl.db, seen.project_id)
  const { summary, result = 'pass' } = verdict
  const story = await transition(ctl, seen, 'verify', async (story) => {
    if (!(await isReviewed(ctl.db, story))) throw notReviewed()
    return {
      set: { verified_at: at(ctl), rejected_at: null, rejection_reason: null },
      details: { orchestrator_agent_id: ctl.actor.agent?.id, summary, result },
    }
  })
  await recordVerification(ctl, story, { ...verdict, result })
  await settleVerified(ctl, [story])
  return story
}

/** What follows once more or fewer stories count as verified; call it under `lockProject`. */
export async function settleVerified(ctl: Ctl, stories: readonly StoryRow[]): Promise<void> {
  const epics = [...new Set(stories.map(({ epic_id }) => epic_id))]
  await recountBlockers(ctl.db, { stories: stories.map(({ id }) => id), epics })
  for (const id of epics) await announceCompletion(ctl, id)
}

/** Keeps what somebody found, under the next number of the story. */
export async function recordVerification(
  { db, actor, newId, now }: Ctl,
  story: StoryRow,
  given: Partial<Omit<Verdict, 'result'>> & { result: VerificationRow['result'] },
): Promise<void> {
  await insertVerification(db, {
    id: newId(),
    story_id: story.id,
    orchestrator_agent_id: actor.agent?.id ?? null,
    result: given.result,
    summary: given.summary ?? null,
    findings: JSON.stringify(given.findings ?? {}),
    review_type: given.review_type ?? null,
    iteration: await nextIteration(db, story.id),
    inserted_at: now().toISOString(),
  })
}

/** An epic is complete once in its life, when the last of its stories is verified. */
async function announceCompletion(ctl: Ctl, epicId: string): Promise<void> {
  const story_count = await countStories(ctl.db, epicId)
  if (story_count === 0 || !(await completeEpic(ctl.db, epicId, at(ctl)))) return
  const { number, title, project_id } = (await findEpic(ctl.db, epicId))!
  const details = { epic_id: epicId, epic_number: number, epic_title: title, project_id, story_count }
  ctl.emit({ type: 'epic.completed', entity: epicId, scope: project_id, after: { completed_at: at(ctl) }, details })
}

function notReviewed() {
  const hints = ['Nobody has reviewed it since it was reported: a different agent than the implementer calls review_complete first.']
  return invalid(
    { review: 'is missing: no review was completed since the story was last reported or rejected' },
    { code: 'not_reviewed', hints },
  )
}
