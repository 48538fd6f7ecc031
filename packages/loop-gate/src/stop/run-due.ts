import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import { type Look, lookAt } from '../measure/look.ts'
import type { Kept, Measuring } from '../measure/states.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import { runCheck } from '../run/run-check.ts'
import { bestOf } from '../run/run-some.ts'
import type { VerdictReason } from '../words.ts'
import type { Stop } from './judge-stop.ts'

/** What was known before. */
interface Before {
  measuring: Measuring
  states: readonly CriterionState[]
  kept: Kept
}

/** What the checks of a stop left behind. */
interface Ran {
  look: Look
  /** Says of a criterion that there was no time left for it. */
  adjust(state: CriterionState): CriterionState
}

/** Reasons that a run can settle. */
const runnable: readonly (VerdictReason | null)[] = ['never_ran', 'files_changed', 'command_changed', 'too_old', 'interrupted']

/** How much of the budget is kept for looking again and writing down. */
export const reserveMs = 3_000

/** Runs what is due and never ran on these files, in the policy's order, as long as the time suffices; undefined if there was nothing to run. */
export async function runDue(stop: Stop, { measuring, states, kept }: Before): Promise<Ran | undefined> {
  const wanted = states.filter((state) => holdsBack(state) && runnable.includes(state.reason))
  const criteria = wanted.flatMap(({ id }) => commandOf(stop, id) ?? [])
  if (!stop.mayRun || criteria.length === 0) return undefined
  const skipped = new Set<string>()
  for (const criterion of criteria) {
    const budgetMs = leftMs(stop)
    if (budgetMs <= 0 || (lastDurationMs(kept, criterion.id) ?? 0) > budgetMs) skipped.add(criterion.id)
    else await runCheck(placeOf(stop), criterion, { budgetMs, waits: true, best: bestOf(kept.receipts.get(criterion.id) ?? []) })
  }
  const look = await lookAt(stop.workspace.root, stop.accepted.policy, stop.gate.signal)
  return { look: look.digest === null ? measuring.look : look, adjust: (state) => (skipped.has(state.id) ? overBudget(state) : state) }
}

function commandOf({ accepted }: Stop, id: string): CommandCriterion | undefined {
  const criterion = accepted.policy.criteria.find((each) => each.id === id)
  return criterion?.kind === 'command' && criterion.on_stop === 'run' ? criterion : undefined
}

/** How long checks may still take. */
export function leftMs({ started, gate, budgetMs }: Stop): number {
  return budgetMs - reserveMs - (gate.now().getTime() - started.getTime())
}

function lastDurationMs({ receipts }: Kept, id: string): number | undefined {
  return receipts.get(id)?.find(({ verdict }) => verdict === 'passed' || verdict === 'failed')?.duration_ms
}

function overBudget(state: CriterionState): CriterionState {
  return { ...state, verdict: 'not_measured', reason: 'over_budget', detail: undefined }
}

export function placeOf({ gate, workspace, accepted, event }: Stop) {
  const { policy, hash: policyHash } = accepted
  return { gate, workspace, policy, policyHash, session: event.session || null, client: event.client, origin: 'hook' as const }
}
