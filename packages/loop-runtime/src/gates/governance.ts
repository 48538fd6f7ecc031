import type { Decision } from '../decision.ts'
import type { Task } from '../task/task.ts'
import type { GovernanceAction, RunStatus } from '../words.ts'
import { isEscalated } from './approval.ts'
import type { Counters } from './counters.ts'
import type { FinalEvaluation } from './final-evaluation.ts'
import type { StepEvaluation } from './step-evaluation.ts'

/** The event `governance_decision`. */
export interface GovernanceDecision {
  action: GovernanceAction
  reason: string
  /** How the run ends, where it does. */
  ends_as?: Extract<RunStatus, 'completed' | 'failed' | 'abandoned' | 'stopped_by_human'>
}

/** What governance decides, and the counters to go on with. */
export interface Governed {
  decision: GovernanceDecision
  counters: Counters
  /** Whether the round brought no successful tool result: the event `empty_round`. */
  empty_round?: boolean
}

type Rules = Pick<Task, 'governance' | 'budget'>

const goOn: GovernanceDecision = { action: 'continue', reason: 'No limit is reached.' }

export function abandon(reason: string): GovernanceDecision {
  return { action: 'abandon', reason, ends_as: 'abandoned' }
}

function stop(reason: string): GovernanceDecision {
  return { action: 'stop', reason, ends_as: 'failed' }
}

/** After each reply, whatever it says: a run that only talks ends. */
export function governReply(counters: Counters, { budget: { maxApproxTokens } }: Rules): GovernanceDecision {
  if (maxApproxTokens === undefined || counters.approx_tokens < maxApproxTokens) return goOn
  return abandon(`Replies of about ${counters.approx_tokens} tokens, and maxApproxTokens is ${maxApproxTokens}.`)
}

/** After a reply that cannot be used. It has a limit of its own and is no empty round. */
export function governInvalid(before: Counters, { budget: { maxInvalidDecisions } }: Rules): Governed {
  const counters = { ...before, invalid_in_a_row: before.invalid_in_a_row + 1 }
  const many = counters.invalid_in_a_row > maxInvalidDecisions
  const reason = `${counters.invalid_in_a_row} replies in a row could not be used, and maxInvalidDecisions is ${maxInvalidDecisions}.`
  return { counters, decision: many ? stop(reason) : { action: 'recover', reason: 'The reply could not be used.' } }
}

/** After a reply that can be used, before anything of it is done. */
export function governDecision(before: Counters, decision: Decision, { governance }: Rules): Governed {
  const counters = { ...before, invalid_in_a_row: 0 }
  if (decision.status === 'failed') return { counters, decision: stop('The decision was that the goal cannot be reached.') }
  if (decision.status !== 'final' && isEscalated(decision, governance))
    return {
      counters,
      decision: {
        action: 'escalate',
        reason: decision.status === 'needs_human' ? 'A person is asked.' : 'The risk is high, or approval is asked for.',
      },
    }
  return { counters, decision: goOn }
}

/** After an action was scored. */
export function governStep(before: Counters, step: StepEvaluation, rules: Rules): Governed {
  const failed = step.gate !== 'pass'
  const counters = {
    ...before,
    failed_in_a_row: failed ? before.failed_in_a_row + 1 : 0,
    empty_in_a_row: step.ok ? 0 : before.empty_in_a_row + 1,
  }
  if (step.gate === 'stop') return { counters, decision: stop('A refused action ends the run.'), empty_round: true }
  const governed = failed ? recovered(counters, rules) : { counters, decision: goOn }
  return { ...orEmpty(governed, rules), empty_round: !step.ok }
}

function recovered(counters: Counters, { governance }: Rules): Governed {
  const { recoverOnFailedStep, maxConsecutiveFailedSteps, maxRecoveryAttempts } = governance
  if (!recoverOnFailedStep) return { counters, decision: stop('A step failed, and recoverOnFailedStep is false.') }
  if (counters.failed_in_a_row >= maxConsecutiveFailedSteps)
    return { counters, decision: abandon(`${counters.failed_in_a_row} failed steps in a row reach maxConsecutiveFailedSteps.`) }
  if (counters.recoveries >= maxRecoveryAttempts)
    return { counters, decision: abandon(`A further recovery, and maxRecoveryAttempts is ${maxRecoveryAttempts}.`) }
  const recoveries = counters.recoveries + 1
  const reason = `A step failed: recovery ${recoveries} of ${maxRecoveryAttempts}.`
  return { counters: { ...counters, recoveries }, decision: { action: 'recover', reason } }
}

/** Too many rounds without a result end what would otherwise go on. */
function orEmpty(governed: Governed, { budget: { maxEmptyRounds } }: Rules): Governed {
  const { empty_in_a_row } = governed.counters
  if (governed.decision.ends_as !== undefined || empty_in_a_row <= maxEmptyRounds) return governed
  return {
    ...governed,
    decision: abandon(`${empty_in_a_row} rounds in a row without a successful tool result, and maxEmptyRounds is ${maxEmptyRounds}.`),
  }
}

/** After a final answer was judged. */
export function governFinal(before: Counters, { accepted }: Pick<FinalEvaluation, 'accepted'>, rules: Rules): Governed {
  if (accepted) return { counters: before, decision: { action: 'stop', reason: 'Every required criterion passed.', ends_as: 'completed' } }
  const counters = { ...before, final_rejections: before.final_rejections + 1, empty_in_a_row: before.empty_in_a_row + 1 }
  const { maxFinalRejections } = rules.governance
  const decision =
    counters.final_rejections >= maxFinalRejections
      ? abandon(`${counters.final_rejections} rejected final answers reach maxFinalRejections.`)
      : { ...goOn, reason: 'The final answer was rejected.' }
  return { ...orEmpty({ counters, decision }, rules), empty_round: true }
}

/** After a denied approval, or a question that nobody is there to answer. */
export function governDenial(reason: string): GovernanceDecision {
  return { action: 'stop', reason, ends_as: 'stopped_by_human' }
}
