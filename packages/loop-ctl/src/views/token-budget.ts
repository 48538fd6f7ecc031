import { text, time } from 'loop-core'
import { z } from 'zod'
import { onlySubjectOf, type Spending, utilizationOfBudget } from '../budget.ts'
import type { CtlDatabase } from '../ctl.ts'
import { budgetSources } from '../effective-budget.ts'
import { dollarsOf } from '../money.ts'
import type { BudgetRow } from '../storage/budget-tables.ts'
import { spendingOn } from '../storage/spending.ts'
import { budgetScopes, enforcements } from '../words.ts'

const amount = z.int().nullable()
const dollars = z.number().nullable()

export const TokenBudget = z.object({
  id: text(64),
  scope_type: z.enum(budgetScopes),
  scope_id: text(64),
  budget_millicents: amount,
  budget_dollars: dollars,
  budget_input_tokens: amount,
  budget_output_tokens: amount,
  token_limit: amount,
  alert_threshold_pct: z.int(),
  enforcement: z.enum(enforcements),
  current_spend_millicents: amount.describe('Null where it limits each of several, as those below'),
  current_spend_dollars: dollars,
  remaining_millicents: amount,
  remaining_dollars: dollars,
  utilization_pct: amount,
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
  updated_at: time(),
})

export const EffectiveBudget = z.object({
  effective_budget_millicents: amount,
  budget_source: z.enum(budgetSources).nullable(),
})

/** A budget with what of it is used. */
export async function tokenBudgetOf(db: CtlDatabase, row: BudgetRow): Promise<z.output<typeof TokenBudget>> {
  const subject = onlySubjectOf(row)
  return shown(row, subject && (await spendingOn(db, subject)))
}

function shown(row: BudgetRow, spent: Spending | undefined): z.output<typeof TokenBudget> {
  const { project_id: _project, epic_id: _epic, story_id: _story, metadata, ...told } = row
  const current = spent?.cost_millicents ?? null
  const remaining = current === null || row.budget_millicents === null ? null : Math.max(0, row.budget_millicents - current)
  return {
    ...told,
    budget_dollars: inDollars(row.budget_millicents),
    current_spend_millicents: current,
    current_spend_dollars: inDollars(current),
    remaining_millicents: remaining,
    remaining_dollars: inDollars(remaining),
    utilization_pct: spent === undefined ? null : utilizationOfBudget(row, spent),
    metadata: JSON.parse(metadata),
  }
}

function inDollars(millicents: number | null): number | null {
  return millicents === null ? null : dollarsOf(millicents)
}
