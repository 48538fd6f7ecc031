import type { CtlDatabase } from '../ctl.ts'
import { utilizationOf } from '../money.ts'
import { budgetsOf } from '../storage/token-budgets.ts'

interface Used {
  budget_millicents: number | null
  utilization_pct: number | null
}

/** How much of its own budget an epic or a project has used with a cost, in whole percent; null where none limits its money. */
export async function budgetUse(
  db: CtlDatabase,
  scope: 'epic' | 'project',
  costs: ReadonlyMap<string, number>,
): Promise<(id: string) => Used> {
  const budgets =
    costs.size === 0
      ? []
      : await budgetsOf(
          db,
          [...costs.keys()].map((id) => [scope, id] as const),
        )
  const amounts = new Map(budgets.map(({ scope_id, budget_millicents }) => [scope_id, budget_millicents]))
  return (id) => {
    const amount = amounts.get(id) ?? null
    return { budget_millicents: amount, utilization_pct: amount === null ? null : utilizationOf(costs.get(id) ?? 0, amount) }
  }
}
