import type { HookAnswer } from '../clients/client.ts'
import { criterionIssues } from '../judge/issues.ts'
import { refusalText } from '../judge/message.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import { lookAt } from '../measure/look.ts'
import { detailOf } from '../measure/states.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import { perform } from '../run/perform.ts'
import { receiptOf } from '../storage/receipts.ts'
import { excuseOf, nothing, type Stop } from './judge-stop.ts'
import { leftMs, placeOf } from './run-due.ts'

/**
 * Judges a stop where no database can be opened, by what can be run here and now.
 *
 * Nothing can be counted, so it holds only a stop of which the client says that it is the first of its turn, and only for a check that failed.
 */
export async function judgeAlone(stop: Stop): Promise<HookAnswer> {
  const { event, mode } = stop
  if (event.active !== false || event.kind === 'session_start' || mode !== 'enforce' || excuseOf(stop)) return nothing
  const issues = criterionIssues((await statesAlone(stop)).filter(({ verdict }) => verdict !== 'not_measured'))
  return issues.length === 0 ? nothing : { block: refusalText(issues, { number: 1, most: 1, wayOut: false }) }
}

/** What the checks show that the policy lets a stop run, one after another while there is time. */
async function statesAlone(stop: Stop): Promise<CriterionState[]> {
  const { gate, workspace, accepted } = stop
  const look = await lookAt(workspace.root, accepted.policy, gate.signal)
  if (look.digest === null) return []
  const states: CriterionState[] = []
  for (const criterion of accepted.policy.criteria.filter(isRunnable)) {
    if (leftMs(stop) <= 0) break
    const timeoutMs = Math.min(leftMs(stop), criterion.timeout_seconds * 1_000)
    const row = await perform(placeOf(stop), criterion, { before: look, timeoutMs })
    const { id, title, required } = criterion
    const { verdict, reason } = receiptOf(row)
    states.push({ id, title, required, due: true, receipt_id: null, verdict, reason, detail: detailOf(row) })
  }
  return states
}

function isRunnable(criterion: { kind: string }): criterion is CommandCriterion {
  return criterion.kind === 'command' && (criterion as CommandCriterion).on_stop === 'run'
}
