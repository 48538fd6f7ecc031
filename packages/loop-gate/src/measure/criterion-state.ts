import type { Verdict, VerdictReason } from '../words.ts'

/** What is known of one criterion at the moment of a stop. */
export interface CriterionState {
  id: string
  title: string
  verdict: Verdict
  /** Null where it passed or was waived. */
  reason: VerdictReason | null
  required: boolean
  /** Whether it matters for this stop: what did not change since the session began has not to be proved again. */
  due: boolean
  receipt_id: string | null
  /** For the person and the agent: exit codes and counts, never output. */
  detail?: string
}

/** Whether a criterion holds a stop back. */
export function holdsBack({ verdict, required, due }: CriterionState): boolean {
  return required && due && verdict !== 'passed' && verdict !== 'waived'
}
