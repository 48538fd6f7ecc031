import type { Issue } from '../decision.ts'
import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import { criterionIssues, wholeIssue } from './issues.ts'
import { type Judgement, judgeSelfReport, type Report } from './self-report.ts'

/** What speaks for or against a report besides its own words. */
export interface Proof {
  criteria: readonly CriterionState[]
  /** Whether `error_cannot_proceed` has to have tried each due criterion. */
  strictReasons: boolean
  /** The criteria that were tried in this session. */
  attempted: ReadonlySet<string>
  /** Whether the caller still holds a task elsewhere. */
  workClaimed: boolean
}

/**
 * Judges a wish to stop by receipts: the rules of the agent's own words stay as the floor, but a proof takes the place of the word that there is one.
 *
 * The other reasons are accepted as ever, so that there is an honest way out; with strict reasons an error has to have been met.
 */
export function judgeReport(report: Report, proof: Proof): Judgement {
  const { outcome, issues } = judgeSelfReport(report)
  if (report.stopping_reason === 'error_cannot_proceed') return { outcome, issues: strictIssues(proof) }
  if (report.stopping_reason !== 'task_complete') return { outcome, issues }
  const all = [...issues.filter((issue) => !isProved(issue, proof)), ...criterionIssues(proof.criteria), ...claimed(proof)]
  return { outcome: all.length > 0 ? 'unfinished' : isDue(proof) ? 'complete' : 'nothing_due', issues: all }
}

/** Where nothing had to be shown, nothing was: that is a stop in order, but no completion. */
function isDue({ criteria }: Proof): boolean {
  return criteria.some(({ due }) => due)
}

function isProved({ code }: Issue, { criteria }: Proof): boolean {
  const due = criteria.filter((criterion) => criterion.due && criterion.required)
  return code === 'no_verification' && due.length > 0 && !due.some(holdsBack)
}

function strictIssues({ strictReasons, criteria, attempted }: Proof): Issue[] {
  return strictReasons ? criterionIssues(criteria.filter(({ id }) => !attempted.has(id))) : []
}

function claimed({ workClaimed }: Proof): Issue[] {
  return workClaimed ? [wholeIssue('work_claimed')] : []
}
