import { findMember } from 'loop-core/accounts'
import { z } from 'zod'
import type { Learning, OwnLearning } from '../learning.ts'
import { ModeReason } from '../mode/infer.ts'
import { modeOf, modeSources, thresholdSources } from '../mode/mode.ts'
import { ownKey } from '../model/own-key.ts'
import { domainsOf, totalsOf } from '../storage/profile.ts'
import { thresholds } from '../words.ts'
import { zoneOf } from '../zone.ts'
import { Counts } from './session.ts'

/** What is known and set of a learner. */
export const Profile = z.object({
  email: z.string().optional(),
  threshold: z.enum(thresholds),
  threshold_source: z.enum(thresholdSources),
  mode: z.enum(thresholds),
  mode_source: z.enum(modeSources),
  mode_since: z.string().optional(),
  mode_reason: ModeReason.optional(),
  timezone: z.string(),
  quiet_start: z.string(),
  quiet_end: z.string(),
  nudges_per_day: z.int().nullable(),
  retention_days: z.int().nullable(),
  analysis: z.enum(['auto', 'local']),
  excluded_domains: z.array(z.string()),
  anthropic_api_key: z.object({ hint: z.string(), set_at: z.string(), status: z.enum(['unused', 'ok', 'rejected']) }).nullable(),
  totals: Counts.extend({ sessions: z.int(), observations: z.int(), active_blind_spots: z.int() }),
  domains: z.array(z.string()),
  first_seen_at: z.string().nullable(),
})

const domainsShown = 50

/** The profile as its owner sees it; of their key only how it ends. */
export async function viewProfile(learning: OwnLearning): Promise<z.input<typeof Profile>> {
  const { db, learner, profile } = learning
  const { quiet_start, quiet_end, nudges_per_day, retention_days, analysis, excluded_domains } = profile
  const { totals, first } = await totalsOf(db, learner)
  return {
    ...(await emailOf(learning)),
    ...modeOf(learning),
    ...explained(learning),
    timezone: zoneOf(learning),
    quiet_start,
    quiet_end,
    nudges_per_day,
    retention_days,
    analysis,
    excluded_domains: JSON.parse(excluded_domains),
    anthropic_api_key: viewKey(learning),
    totals,
    domains: await domainsOf(db, learner, domainsShown),
    first_seen_at: first,
  }
}

async function emailOf({ db, actor }: OwnLearning): Promise<{ email?: string }> {
  const member = actor.member && (await findMember(db as never, actor.member.id))
  return member?.email ? { email: member.email } : {}
}

/** Since when the mode is what it is, and from which numbers that follows where nobody set it. */
function explained(learning: Learning): Partial<z.input<typeof Profile>> {
  const { mode_since, mode_reason } = learning.profile
  const { mode_source } = modeOf(learning)
  if (mode_source !== 'set' && mode_source !== 'inferred') return {}
  const reason = mode_source === 'inferred' && mode_reason !== null
  return { ...(mode_since !== null && { mode_since }), ...(reason && { mode_reason: JSON.parse(mode_reason) }) }
}

/** One that cannot be read any more is no better than one that was rejected. */
/** What may be said of somebody's own key for a model. */
export function viewKey(learning: Learning): z.input<typeof Profile>['anthropic_api_key'] {
  const { key_hint: hint, key_set_at: set_at, key_status: status } = learning.profile
  if (hint === null || set_at === null || status === null) return null
  return { hint, set_at, status: ownKey(learning) === undefined ? 'rejected' : status }
}
