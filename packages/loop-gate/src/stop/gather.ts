import type { Issue } from '../decision.ts'
import { criterionIssues, wholeIssue } from '../judge/issues.ts'
import { anythingChanged, type Baseline, protectedChange } from '../measure/baseline.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import type { Look } from '../measure/look.ts'
import { keepProvided } from '../measure/provided.ts'
import { isWaived, type Kept, type Measuring, readKept, statesOf } from '../measure/states.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { Outcome } from '../words.ts'
import { fittingApproval } from './approval.ts'
import type { Stop } from './judge-stop.ts'
import { runDue } from './run-due.ts'
import { beginningOf } from './session.ts'

/** What the judgement of a stop comes to, before it is decided whether the agent is held. */
export interface Judged {
  /** `unfinished` where there are issues. */
  outcome: Outcome
  reason: string | null
  issues: Issue[]
  criteria: CriterionState[]
  approval?: DecisionRow
  /** Files that changed and that the person should know of, by name where it is known. */
  protectedChange?: readonly string[]
  /** The content that was judged, after the checks that ran; absent where nobody looked. */
  look?: Look
}

/** Collects everything that speaks for or against a stop: approvals, receipts and, where time is left, checks that are run now. */
export async function gather(stop: Stop, look: Look): Promise<Judged> {
  const { gate, workspace, accepted, event } = stop
  const { approval, baseline } = await recall(stop, look)
  if (approval && !claimsWork(approval))
    return { outcome: approval.outcome as Outcome, reason: null, issues: [], criteria: [], approval, look }
  const session = event.session || null
  return verdictOf(stop, await measure(stop, { gate, workspace, policy: accepted.policy, look, baseline, session }), approval)
}

/** Such an approval takes the place of the call, and of nothing else: the files are judged as they are now. */
function claimsWork({ outcome }: DecisionRow): boolean {
  return outcome === 'complete' || outcome === 'nothing_due'
}

/** What was said and seen before: an approval of the tool, and where the proof begins. */
async function recall({ gate, workspace, event }: Stop, { digest }: Look): Promise<{ approval?: DecisionRow; baseline?: Baseline }> {
  const { session, agent } = event
  return gate.transaction('read', async ({ db }) => ({
    approval: await fittingApproval(db, { workspaceId: workspace.id, session, digest, now: gate.now() }),
    baseline: await beginningOf(db, { workspace_id: workspace.id, session, agent }),
  }))
}

/** What is known of all criteria, with everything that it rests on. */
interface Measured {
  measuring: Measuring
  kept: Kept
  states: CriterionState[]
}

/** The states of all criteria, once the checks that could be run have been run. */
async function measure(stop: Stop, before: Measuring): Promise<Measured> {
  const first = await measureNow(before)
  const ran = await runDue(stop, first)
  if (ran === undefined) return first
  const { states, ...rest } = await measureNow({ ...before, look: ran.look })
  return { ...rest, states: states.map(ran.adjust) }
}

async function measureNow(measuring: Measuring): Promise<Measured> {
  const kept = await readKept(measuring)
  await keepProvided(measuring.gate, kept)
  return { measuring, kept, states: await statesOf(measuring, kept) }
}

function verdictOf({ accepted }: Stop, measured: Measured, approval: DecisionRow | undefined): Judged {
  const { states: criteria, measuring } = measured
  const { look, baseline } = measuring
  const change = protectedChange(baseline, look)
  const issues = [
    ...(accepted.policy.require_call && approval === undefined ? [wholeIssue('no_call')] : []),
    ...criterionIssues(criteria),
    ...(change && holdsForProtected(measured) ? [wholeIssue('protected_changed', change)] : []),
  ]
  const isProved = criteria.some(({ due }) => due) || (approval !== undefined && anythingChanged(baseline, look))
  const outcome = issues.length > 0 ? 'unfinished' : isProved ? 'complete' : 'nothing_due'
  return { outcome, reason: null, issues, criteria, approval, look, protectedChange: change }
}

function holdsForProtected({ measuring, kept }: Measured): boolean {
  return measuring.policy.protected_action === 'block' && !isWaived(measuring, kept, 'protected')
}
