import { type Place, scopesAt } from '../budget.ts'
import type { CtlDatabase } from '../ctl.ts'
import type { BudgetScope, Threshold } from '../words.ts'
import type { BudgetRow } from './budget-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function findBudget(db: CtlDatabase, id: string): Promise<BudgetRow | undefined> {
  return db.selectFrom('ctl_token_budgets').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The budget of exactly this scope. */
export async function findBudgetOf(db: CtlDatabase, scope_type: BudgetScope, scope_id: string): Promise<BudgetRow | undefined> {
  return db
    .selectFrom('ctl_token_budgets')
    .selectAll()
    .where('scope_type', '=', scope_type)
    .where('scope_id', '=', scope_id)
    .executeTakeFirst()
}

/** The budgets of some scopes, in the order of their ids. */
export async function budgetsOf(db: CtlDatabase, scopes: readonly (readonly [BudgetScope, string])[]): Promise<BudgetRow[]> {
  return db
    .selectFrom('ctl_token_budgets')
    .selectAll()
    .where(({ or, and }) => or(scopes.map(([scope_type, scope_id]) => and({ scope_type, scope_id }))))
    .orderBy('id')
    .execute()
}

/**
 * The budgets that limit what is reported at a place; until the end of the transaction nobody else is judged by them.
 *
 * Two reports that each use the last of one would otherwise not see each other. What is said of one thing comes before what is said of each.
 */
export async function lockBudgetsAt(db: CtlDatabase, place: Place): Promise<BudgetRow[]> {
  const locked: BudgetRow[] = []
  for (const { id } of await budgetsOf(db, scopesAt(place))) {
    const budget = await lockBudget(db, id)
    if (budget !== undefined) locked.push(budget)
  }
  const own = new Set(locked.map(({ scope_type }) => `per_${scope_type}`))
  return locked.filter(({ scope_type }) => !own.has(scope_type))
}

/** Reads a budget and holds off everybody else who is judged by it or changes it, until the end of the transaction. */
export async function lockBudget(db: CtlDatabase, id: string): Promise<BudgetRow | undefined> {
  return db
    .updateTable('ctl_token_budgets')
    .set(({ ref }) => ({ alert_threshold_pct: ref('alert_threshold_pct') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Budgets by age, those of one scope if that is said. */
export async function selectBudgets(
  db: CtlDatabase,
  equal: Partial<Pick<BudgetRow, 'scope_type' | 'scope_id'>>,
  page: { limit: number; offset: number },
): Promise<SomeRows<BudgetRow>> {
  const select = db.selectFrom('ctl_token_budgets').selectAll().orderBy('inserted_at').orderBy('id')
  return someOf(
    select.where((where) => where.and(equal)),
    page,
  )
}

/** Adds a budget; false if there is one of its scope. */
export async function insertBudget(db: CtlDatabase, row: BudgetRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_token_budgets')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Changes a budget; undefined if there is none. */
export async function updateBudget(db: CtlDatabase, id: string, change: Partial<BudgetRow>): Promise<BudgetRow | undefined> {
  return db.updateTable('ctl_token_budgets').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Removes a budget; gives what it was. */
export async function removeBudget(db: CtlDatabase, id: string): Promise<BudgetRow | undefined> {
  return db.deleteFrom('ctl_token_budgets').where('id', '=', id).returningAll().executeTakeFirst()
}

interface Crossing {
  budget_id: string
  subject_id: string
}

/** Notes that a threshold was crossed; false if that was noted before. */
export async function noteCrossing(db: CtlDatabase, crossing: Crossing & { threshold: Threshold; crossed_at: string }): Promise<boolean> {
  const noted = await db
    .insertInto('ctl_budget_crossings')
    .values(crossing)
    .onConflict((conflict) => conflict.doNothing())
    .returning('budget_id')
    .execute()
  return noted.length > 0
}

/** Forgets that thresholds of a budget were crossed, so that the next time is told again. */
export async function forgetCrossings(db: CtlDatabase, crossings: { budget_id: string } & Partial<Crossing>, which: readonly Threshold[]) {
  await db
    .deleteFrom('ctl_budget_crossings')
    .where((where) => where.and(crossings))
    .where('threshold', 'in', which)
    .execute()
}
