import type { CriterionState } from '../measure/criterion-state.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { IssueCode, Mode, Outcome } from '../words.ts'

/** What of a recorded stop is needed to judge it again. */
export type RecordedRow = Pick<
  DecisionRow,
  | 'id'
  | 'at'
  | 'workspace_id'
  | 'session'
  | 'agent'
  | 'mode'
  | 'answered'
  | 'outcome'
  | 'reason'
  | 'issues'
  | 'criteria'
  | 'inputs'
  | 'digest'
  | 'policy_hash'
>

/** One stop as it was judged. */
export interface Recorded {
  id: string
  at: Date
  /** Whose refusals are counted together. */
  session: string
  isSubagent: boolean
  mode: Mode | null
  isHeld: boolean
  outcome: Outcome
  reason: string | null
  issues: readonly IssueCode[]
  criteria: readonly CriterionState[]
  hasApproval: boolean
  turn: string | undefined
  active: boolean | undefined
  digest: string | null
  policyHash: string | null
}

interface Inputs {
  approval?: string | null
  turn?: string | null
  stop_hook_active?: boolean | null
}

/** Reads a row as it was written. */
export function recordedOf(row: RecordedRow): Recorded {
  const { id, at, workspace_id, session, agent, mode, answered, outcome, reason, digest, policy_hash } = row
  const { approval, turn, stop_hook_active } = JSON.parse(row.inputs) as Inputs
  return {
    ...{ id, at: new Date(at), session: JSON.stringify([workspace_id, session, agent]), isSubagent: agent !== null },
    ...{ mode: mode as Mode | null, isHeld: answered === 'continue', outcome: outcome as Outcome, reason, digest, policyHash: policy_hash },
    issues: JSON.parse(row.issues) as IssueCode[],
    criteria: row.criteria === null ? [] : (JSON.parse(row.criteria) as CriterionState[]),
    ...{ hasApproval: approval != null, turn: turn ?? undefined, active: stop_hook_active ?? undefined },
  }
}
