import { isDeepStrictEqual } from 'node:util'
import { criterionIssues } from '../judge/issues.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import type { Criterion, Policy } from '../policy/policy.ts'
import type { IssueCode, Outcome } from '../words.ts'
import type { Recorded } from './recorded.ts'

/** What another policy would have made of a stop. */
export interface Again {
  outcome: Outcome
  issues: readonly IssueCode[]
  criteria: readonly CriterionState[]
}

/** Parts of the other policy of which nothing was recorded that would decide. */
export interface Unknown {
  unknown: readonly string[]
}

/** A policy, and the one by which the stop was judged, as far as that is kept. */
interface Policies {
  policy: Policy
  before: Policy | undefined
}

/** Judges a stop by another policy, from what was recorded alone; nothing is guessed. */
export function judgeAgain(stop: Recorded, policies: Policies): Again | Unknown {
  const { policy, before } = policies
  if (isDeepStrictEqual(policy, before) || stop.outcome === 'infra_error') return asRecorded(stop)
  if (stop.outcome === 'let_through') return isHeardNow(stop, policy) ? { unknown: ['subagents'] } : asRecorded(stop)
  if (stop.isSubagent && policy.subagents === 'ignore') return { outcome: 'let_through', issues: [], criteria: [] }
  const word = wordOf(stop, policies)
  return word ?? byEvidence(stop, policies)
}

/** The judgement as it was, whether or not it held anybody. */
export function asRecorded({ outcome, issues, criteria }: Recorded): Again {
  return { outcome: issues.length > 0 ? 'unfinished' : outcome, issues, criteria }
}

function isHeardNow({ reason }: Recorded, { subagents }: Policy): boolean {
  return reason === 'subagent' && subagents === 'gate'
}

/** A stop for which the agent had another word than that its work is done. The other policy could have refused that word. */
function wordOf(stop: Recorded, { policy, before }: Policies): Again | Unknown | undefined {
  if (stop.outcome === 'honest_gap') return policy.gaps === 'deny' ? { unknown: ['gaps'] } : asRecorded(stop)
  if (stop.outcome === 'blocked_by_error')
    return policy.strict_reasons && !before?.strict_reasons ? { unknown: ['strict_reasons'] } : asRecorded(stop)
  return stop.outcome === 'needs_user' || stop.outcome === 'user_stop' ? asRecorded(stop) : undefined
}

/** One issue that is known decides a stop, whatever else is unknown. */
function byEvidence(stop: Recorded, policies: Policies): Again | Unknown {
  const { policy } = policies
  const criteria = policy.criteria.flatMap((criterion) => stateAgain(stop, policies, criterion) ?? [])
  const guarded = guardedAgain(stop, policies)
  const issues: IssueCode[] = [
    ...(policy.require_call && !stop.hasApproval ? (['no_call'] as const) : []),
    ...criterionIssues(criteria).map(({ code }) => code),
    ...(guarded === true ? (['protected_changed'] as const) : []),
  ]
  const missing = policy.criteria.filter(({ id, required }) => required && !criteria.some((state) => state.id === id))
  const unknown = [...missing.map(({ id }) => id), ...(guarded === undefined ? ['protected'] : [])]
  if (issues.length === 0 && unknown.length > 0) return { unknown }
  return { outcome: issues.length > 0 ? 'unfinished' : doneAgain(stop, criteria), issues, criteria }
}

/** The state of a criterion that asks for the same as before; undefined if it asks for something that was never looked at. */
function stateAgain({ criteria }: Recorded, { before }: Policies, criterion: Criterion): CriterionState | undefined {
  const { id, title, required } = criterion
  const old = before?.criteria.find((each) => each.id === id)
  const state = criteria.find((each) => each.id === id)
  return state && old && isDeepStrictEqual(demandOf(old), demandOf(criterion)) ? { ...state, title, required } : undefined
}

/** What has to be shown, without what it is called and whether that decides. */
function demandOf({ title: _, required: __, ...demand }: Criterion) {
  return demand
}

/** Whether protected files that changed hold the stop; undefined where nobody wrote down whether they did. */
function guardedAgain({ issues }: Recorded, { policy, before }: Policies): boolean | undefined {
  if (policy.protected_action === 'note') return false
  const isSame = before?.protected_action === 'block' && isDeepStrictEqual(before.protected, policy.protected)
  return isSame ? issues.includes('protected_changed') : undefined
}

function doneAgain({ outcome, hasApproval }: Recorded, criteria: readonly CriterionState[]): Outcome {
  return criteria.some(({ due }) => due) || (hasApproval && outcome !== 'nothing_due') ? 'complete' : 'nothing_due'
}
