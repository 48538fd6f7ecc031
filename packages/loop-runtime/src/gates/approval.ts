import type { Decision } from '../decision.ts'
import type { Task } from '../task/task.ts'
import type { ActionTool } from '../words.ts'
import { mutates, type ProposedAction } from './action.ts'

export const approvalKinds = ['mutation', 'high_risk', 'verifier_change', 'question', 'recovery'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

type Asking = Pick<Decision, 'status' | 'risk' | 'requiresHumanApproval'>

/** Says for which reason a person must answer before an action, the weightiest first; `undefined` where nobody must. */
export function approvalNeeded(
  { tool, args, verifiers = [], escalated = [] }: Pick<ProposedAction, 'args' | 'verifiers' | 'escalated'> & { tool: ActionTool },
  decision: Asking,
  { security, governance }: Pick<Task, 'security' | 'governance'>,
): ApprovalKind | undefined {
  const writes = mutates(tool, args)
  if (writes && verifiers.length > 0 && security.protectVerifiers !== 'allow') return 'verifier_change'
  if ((writes && escalated.length > 0) || isEscalated(decision, governance)) return 'high_risk'
  return writes && security.requireApprovalForMutations ? 'mutation' : undefined
}

/** Whether a decision itself asks for a person, whatever its action is. */
export function isEscalated({ status, risk, requiresHumanApproval }: Asking, { escalateHighRisk }: Task['governance']): boolean {
  return status === 'needs_human' || requiresHumanApproval || (risk === 'high' && escalateHighRisk)
}

/** Who answers: the mode at once, or a person. */
export type Answer = 'approve' | 'deny' | 'ask'

/**
 * What the mode of a task answers. Nobody but a person answers a question, or settles an effect that nobody knows of: without one,
 * a question ends the run, and the recovery waits.
 */
export function answerOf(kind: ApprovalKind, mode: Task['approvalMode'], { approved_for_run = false } = {}): Answer {
  if (kind === 'mutation' && approved_for_run) return 'approve'
  if (mode === 'deny') return 'deny'
  if (mode === 'manual' || kind === 'recovery') return 'ask'
  return kind === 'question' ? 'deny' : 'approve'
}
