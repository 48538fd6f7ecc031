import type { Issue } from '../decision.ts'
import { criterionIssues, wholeIssue } from '../judge/issues.ts'
import { anythingChanged, protectedChanged } from '../measure/baseline.ts'
import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import type { Look } from '../measure/look.ts'
import { isWaived, type Kept, type Measuring, readKept, statesOf } from '../measure/states.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { Outcome } from '../words.ts'
import { fittingApproval } from './approval.ts'
import type { Stop } from './judge-stop.ts'
import { runDue } from './run-due.ts'
import { baselineIn, readSession } from './session.ts'

/** What the judgement of a stop comes to, before it is decided whether the agent is held. */
export interface Judged {
  /** `unfinished` where there are issues. */
  outcome: Outcome
  reason: string | null
  issues: Issue[]
  criteria: CriterionState[]
  approval?: DecisionRow
  /** Whether files changed that the person should know of. */
  protectedChanged?: boolean
}

/** Collects everything that speaks for or against a stop: approvals, receipts and, where time is left, checks that are run now. */
export async function gather(stop: Stop, look: Look): Promise<Judged> {
  const { gate, workspace, event, accepted } = stop
  const { session, approval } = await gate.transaction('write', async ({ db }) => ({
    session: await readSession(db, gate, workspace.id, event),
    approval: await fittingApproval(db, { workspaceId: workspace.id, session: event.session, digest: look.digest, now: gate.now() }),
  }))
  if (approval && approval.outcome !== 'complete')
    return { outcome: approval.outcome as Outcome, reason: null, issues: [], criteria: [], approval }
  const baseline = baselineIn(session)
  const measuring: Measuring = { gate, workspace, policy: accepted.policy, look, baseline, session: event.session || null }
  const { states, kept, look: last } = await settled(stop, measuring)
  return { ...verdictOf(stop, { ...measuring, look: last }, { states, kept, approval }), approval }
}

/** The states of all criteria, once the checks that could be run have been run. */
async function settled(stop: Stop, measuring: Measuring): Promise<{ states: CriterionState[]; kept: Kept; look: Look }> {
  const kept = await readKept(measuring)
  const states = await statesOf(measuring, kept)
  const ran = await runDue(stop, measuring, states, kept)
  if (ran === undefined) return { states, kept, look: measuring.look }
  const again = await readKept(measuring)
  return { states: await statesOf({ ...measuring, look: ran.look }, again).then((all) => all.map(ran.adjust)), kept: again, look: ran.look }
}

interface Known {
  states: CriterionState[]
  kept: Kept
  approval: DecisionRow | undefined
}

function verdictOf({ accepted }: Stop, measuring: Measuring, { states, kept, approval }: Known): Judged {
  const { policy } = accepted
  const changed = protectedChanged(measuring.baseline, measuring.look)
  const blocksOnChange = changed && policy.protected_action === 'block' && !isWaived(measuring, kept, 'protected')
  const issues = [
    ...(policy.require_call && approval === undefined ? [wholeIssue('no_call')] : []),
    ...criterionIssues(states),
    ...(blocksOnChange ? [wholeIssue('protected_changed')] : []),
  ]
  const common = { reason: null, criteria: states, issues, protectedChanged: changed }
  if (issues.length > 0) return { ...common, outcome: 'unfinished' }
  const due = states.some((state) => state.due && !holdsBack(state))
  return { ...common, outcome: due || (approval && anythingChanged(measuring.baseline, measuring.look)) ? 'complete' : 'nothing_due' }
}
