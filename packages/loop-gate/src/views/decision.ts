import type { TransactionContext } from 'loop-core'
import { LoopError } from 'loop-core'
import { z } from 'zod'
import { GateConfig } from '../config.ts'
import { CriterionOutcome } from '../decision.ts'
import { folderOfDecisions } from '../stop/folder-of-decisions.ts'
import { findDecision, selectDecisions } from '../storage/decisions.ts'
import type { DecisionRow } from '../storage/tables.ts'
import { clients, doors, issueCodes, modes, outcomes, profiles, stoppingReasons } from '../words.ts'
import { Quoted, quoted } from './quoted.ts'

const text = z.string().nullable()
const judgement = z.enum(['stop', 'continue'])

/** One decision in a list. */
export const DecisionLine = z.object({
  id: z.string(),
  at: z.string(),
  outcome: z.enum(outcomes),
  decision: judgement.describe('The judgement'),
  answered: judgement.nullable().describe('What the client was told: in the modes shadow and warn nobody is held'),
  door: z.enum(doors),
  client: z.enum(clients).nullable(),
  mode: z.enum(modes).nullable(),
  issues: z.array(z.enum(issueCodes)),
  block: z.int().nullable(),
  session: text,
})
export type DecisionLine = z.output<typeof DecisionLine>

/** All that was kept of a decision. */
export const WholeDecision = DecisionLine.extend({
  workspace_id: text,
  agent: text,
  profile: z.enum(profiles),
  reason: text,
  stopping_reason: z.enum(stoppingReasons).nullable(),
  confidence: z.number().nullable(),
  criteria: z.array(CriterionOutcome),
  inputs: Quoted,
  digest: text,
  head: text,
  policy_hash: text,
  used_at: text,
  expires_at: text,
  duration_ms: z.int().nullable(),
})
export type WholeDecision = z.output<typeof WholeDecision>

export function decisionLine(row: DecisionRow): DecisionLine {
  return DecisionLine.parse({ ...row, issues: JSON.parse(row.issues) })
}

/** A decision as a reader gets it: what an agent said in it is marked as such. */
function wholeDecision(row: DecisionRow): WholeDecision {
  const criteria = row.criteria === null ? [] : JSON.parse(row.criteria)
  return WholeDecision.parse({ ...row, issues: JSON.parse(row.issues), criteria, inputs: quoted(JSON.parse(row.inputs)) })
}

/** The decision of an id, or the newest of this folder for `last`. */
export async function readDecision(id: string, { db, config }: TransactionContext): Promise<WholeDecision> {
  const row = id === 'last' ? await newest(db, config(GateConfig)) : await findDecision(db, id)
  if (row) return wholeDecision(row)
  throw new LoopError('not_found', id === 'last' ? 'Nothing has been decided yet.' : 'There is no such decision.', {
    code: 'decision_not_found',
    hints: ['list_decisions shows those that are kept: 90 days of them.'],
  })
}

async function newest(db: TransactionContext['db'], settings: z.output<typeof GateConfig>): Promise<DecisionRow | undefined> {
  const [row] = await selectDecisions(db, { workspace_id: await folderOfDecisions(db, settings) }, 1)
  return row
}
