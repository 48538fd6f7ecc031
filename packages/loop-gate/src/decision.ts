import { z } from 'zod'

export const stoppingReasons = [
  'task_complete',
  'waiting_for_user',
  'error_cannot_proceed',
  'need_clarification',
  'user_requested_stop',
] as const
export type StoppingReason = (typeof stoppingReasons)[number]

const issueCodes = ['no_verification', 'low_confidence', 'work_remaining', 'short_summary'] as const

/** One thing that is missing, with what to do about it. */
export const Issue = z.object({
  code: z.enum(issueCodes),
  title: z.string(),
  message: z.string(),
  hint: z.string(),
})
export type Issue = z.output<typeof Issue>

/** How a stop ended. Only `complete` means done. */
export const outcomes = ['complete', 'needs_user', 'user_stop', 'blocked_by_error', 'unfinished'] as const
export type Outcome = (typeof outcomes)[number]

/** What the gate decided about one wish to stop. */
export const Decision = z.object({
  decision: z.enum(['stop', 'continue']),
  approved: z.boolean(),
  outcome: z.enum(outcomes),
  stopping_reason: z.enum(stoppingReasons),
  profile: z.literal('self-report').describe('By which rules: what the agent says of itself'),
  mode: z.null().describe('The mode of the stop hook; null while no policy sets one'),
  issues: z.array(Issue),
  criteria: z.array(z.never()).describe('Checks judged; none without a policy'),
  blocks: z.object({ used: z.int(), max: z.int() }).describe('Refused stops in a row'),
  digest: z.string().nullable().describe('The content of the workspace that was judged; null without a policy'),
  decision_id: z.string().nullable().describe('Null if the decision could not be kept'),
  message: z.string(),
})
export type Decision = z.output<typeof Decision>
