import { exceededLimit, overageOf, type Place, percentOf, type Spending, subjectOf, utilizationOfBudget } from '../budget.ts'
import { at, type Ctl } from '../ctl.ts'
import { tokenBudgetExceeded } from '../refusals.ts'
import type { BudgetRow } from '../storage/budget-tables.ts'
import { spendingOn } from '../storage/spending.ts'
import type { StoryRow, TokenUsageRow } from '../storage/tables.ts'
import { forgetCrossings, lockBudgetsAt, noteCrossing } from '../storage/token-budgets.ts'
import { type Threshold, thresholds } from '../words.ts'
import { type ExceededBudget, lookForAnomalies, noteBudgetExceeded } from './anomaly.ts'

/** What follows from an amount that was added, corrected or taken back. */
export async function settleSpending(ctl: Ctl, story: StoryRow, report: TokenUsageRow): Promise<void> {
  await evaluateBudgets(ctl, story, report)
  await lookForAnomalies(ctl, story)
}

/** Tells of each budget that is now used up to a threshold, once; where it is below again, the next time is told as well. */
async function evaluateBudgets(ctl: Ctl, story: StoryRow, report: TokenUsageRow): Promise<void> {
  const place = placeOf(story, report.agent_id)
  for (const budget of await lockBudgetsAt(ctl.db, place)) {
    const { id: subject_id, of } = subjectOf(budget, place)
    const spent = await spendingOn(ctl.db, of)
    const utilization_pct = utilizationOfBudget(budget, spent)
    const isReached = (threshold: Threshold) => utilization_pct >= percentOf(budget, threshold)
    const crossing = { budget_id: budget.id, subject_id }
    const below = thresholds.filter((threshold) => !isReached(threshold))
    if (below.length > 0) await forgetCrossings(ctl.db, crossing, below)
    for (const threshold of thresholds.filter(isReached))
      if (await noteCrossing(ctl.db, { ...crossing, threshold, crossed_at: at(ctl) })) {
        tell(ctl, { budget, spent, threshold, place, report })
        if (threshold === 'exceeded') await noteBudgetExceeded(ctl, story, exceededBy(budget, spent))
      }
  }
}

function exceededBy(budget: BudgetRow, spent: Spending): ExceededBudget {
  const { id: budget_id, scope_type, scope_id, budget_millicents } = budget
  const utilization_pct = utilizationOfBudget(budget, spent)
  return { budget_id, scope_type, scope_id, budget_millicents, current_spend_millicents: spent.cost_millicents, utilization_pct }
}

/** Where what an agent uses for a story counts. */
export function placeOf({ id: story_id, epic_id, project_id }: StoryRow, agent_id: string): Place {
  return { story_id, epic_id, project_id, agent_id }
}

interface Crossed {
  budget: BudgetRow
  spent: Spending
  threshold: Threshold
  place: Place
  report: TokenUsageRow
}

/** One event for the audit trail, and one for those who listen. */
function tell({ emit }: Ctl, { budget, spent, threshold, place, report }: Crossed): void {
  const { id: budget_id, scope_type, scope_id, budget_millicents, alert_threshold_pct } = budget
  const { story_id, agent_id } = place
  const details = {
    budget_id,
    scope_type,
    scope_id,
    budget_millicents,
    current_spend_millicents: spent.cost_millicents,
    utilization_pct: utilizationOfBudget(budget, spent),
    alert_threshold_pct,
    triggering_report_id: report.id,
    story_id,
    agent_id,
    ...(threshold === 'exceeded' && { overage_millicents: overageOf(budget, spent) }),
  }
  const named = { entity: budget_id, scope: budget.project_id ?? undefined, task: story_id }
  emit({ type: 'token_budget.threshold_crossed', ...named, details: { threshold_type: threshold, ...details } })
  emit({ type: `token.budget_${threshold}`, ...named, details })
}

/**
 * Refuses a report of done work that a blocking budget does not allow: with what it brings too much is used, or is used already.
 *
 * What was used is counted under the lock of the budget, so of two that race for its last part one is refused.
 */
export async function requireWithinBudgets(ctl: Ctl, story: StoryRow, brought: Spending | undefined): Promise<void> {
  const place = placeOf(story, story.assigned_agent_id ?? ctl.actor.agent!.id)
  for (const budget of await lockBudgetsAt(ctl.db, place)) {
    if (budget.enforcement !== 'block') continue
    const spent = await spendingOn(ctl.db, subjectOf(budget, place).of)
    const after = brought === undefined ? spent : plus(spent, brought)
    const exceeded = exceededLimit(budget, after)
    if (exceeded) throw tokenBudgetExceeded(budget, { exceeded, spent, overage_millicents: overageOf(budget, after) })
  }
}

function plus(one: Spending, other: Spending): Spending {
  return {
    input_tokens: one.input_tokens + other.input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    cost_millicents: one.cost_millicents + other.cost_millicents,
  }
}
