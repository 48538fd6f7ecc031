import { at, type Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { lockProject } from '../storage/projects.ts'
import type { StoryRow } from '../storage/tables.ts'
import { acceptAsDone, requireUntouched } from './pre-existing.ts'
import { reload } from './transition.ts'

export interface Evidence {
  reason: string
  evidence_url?: string
  pr_number?: number
}

/** Takes a pending story as done before; asked for the same once more it leaves the story as it is. Throws `invalid_input`. */
export async function backfillStory(ctl: Ctl, { id, project_id }: StoryRow, evidence: Evidence): Promise<StoryRow> {
  await lockProject(ctl.db, project_id)
  const seen = await reload(ctl, { id })
  const given = { reason: evidence.reason, evidence_url: evidence.evidence_url ?? null, pr_number: evidence.pr_number ?? null }
  const metadata = JSON.parse(seen.metadata)
  if (seen.verified_status === 'verified') {
    if (isSame(metadata.backfill, given)) return seen
    throw invalid({ story: 'is verified already' }, { code: 'already_verified' })
  }
  requireUntouched(seen)
  if (seen.agent_status !== 'pending')
    throw invalid({ story: `is ${seen.agent_status}, and only a pending one can be taken as done before` }, { code: 'story_not_pending' })
  const backfilled = { ...metadata, backfill: { ...given, backfilled_at: at(ctl) } }
  const details = { source: 'pre_loopctl', pr_number: given.pr_number }
  return acceptAsDone(ctl, seen, 'story.backfilled', { set: { metadata: JSON.stringify(backfilled) }, details })
}

function isSame(stored: Partial<Record<keyof Evidence, unknown>> | undefined, given: Record<keyof Evidence, unknown>): boolean {
  return (['reason', 'evidence_url', 'pr_number'] as const).every((name) => stored?.[name] === given[name])
}
