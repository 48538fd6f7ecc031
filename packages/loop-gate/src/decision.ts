import { z } from 'zod'
import type { Checked } from './run/run-some.ts'
import { receiptOf } from './storage/receipts.ts'
import { issueCodes, modes, outcomes, profiles, stoppingReasons, verdictReasons, verdicts } from './words.ts'

/** One thing that is missing, with what to do about it. */
export const Issue = z.object({
  code: z.enum(issueCodes),
  title: z.string(),
  message: z.string(),
  hint: z.string(),
})
export type Issue = z.output<typeof Issue>

/** What is known of one criterion at the moment of a stop. */
export const CriterionOutcome = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(verdicts),
  reason: z.enum(verdictReasons).nullable(),
  required: z.boolean(),
  due: z.boolean().describe('Whether it matters for this stop'),
  receipt_id: z.string().nullable(),
  detail: z.string().optional(),
})

/** What the gate decided about one wish to stop. */
export const Decision = z.object({
  decision: z.enum(['stop', 'continue']),
  approved: z.boolean(),
  outcome: z.enum(outcomes),
  stopping_reason: z.enum(stoppingReasons),
  profile: z.enum(profiles).describe('By which rules: what the agent says of itself, or receipts'),
  mode: z.enum(modes).nullable().describe('The mode of the stop hook; null while no policy sets one'),
  issues: z.array(Issue),
  criteria: z.array(CriterionOutcome).describe('Checks judged; none without a policy'),
  blocks: z.object({ used: z.int(), max: z.int() }).describe('Refused stops in a row'),
  digest: z.string().nullable().describe('The content of the workspace that was judged; null without a policy'),
  decision_id: z.string().nullable().describe('Null if the decision could not be kept'),
  message: z.string(),
})
export type Decision = z.output<typeof Decision>

/** What one check showed. */
export const CheckReceipt = z.object({
  id: z.string(),
  criterion: z.string(),
  verdict: z.enum(verdicts),
  reason: z.enum(verdictReasons).nullable(),
  counts: z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }).nullable(),
  exit_code: z.int().nullable(),
  duration_ms: z.int(),
  changed_paths: z.array(z.string()).describe('The first ten files that changed while it ran'),
  reused: z.boolean().describe('Whether it was there before'),
})

export function checkReceiptOf({ criterion, receipt, reused }: Checked): z.output<typeof CheckReceipt> {
  const { id, exit_code, duration_ms } = receipt
  const { verdict, reason, counts, changed_paths } = receiptOf(receipt)
  return { id, criterion: criterion.id, verdict, reason, counts, exit_code, duration_ms, changed_paths: [...changed_paths], reused }
}
