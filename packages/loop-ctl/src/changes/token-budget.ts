import { findAgent } from 'loop-core/accounts'
import type { z } from 'zod'
import { at } from '../ctl.ts'
import type { budget } from '../fields.ts'
import { requireEpic, requireProject, requireStory, type Speaking } from '../references.ts'
import { budgetExists, invalid, notFound } from '../refusals.ts'
import type { BudgetRow, Limits } from '../storage/budget-tables.ts'
import {
  findBudget,
  findBudgetOf,
  forgetCrossings,
  insertBudget,
  lockBudget,
  removeBudget,
  updateBudget,
} from '../storage/token-budgets.ts'
import { type BudgetScope, thresholds } from '../words.ts'
import { edit } from './edit.ts'

type Given = z.output<typeof budget>
type Scope = Pick<BudgetRow, 'scope_type' | 'scope_id' | 'project_id' | 'epic_id' | 'story_id'>

/** The budget with this id. Throws `not_found`. */
export async function requireBudget({ db }: Pick<Speaking, 'db'>, id: string): Promise<BudgetRow> {
  const found = await findBudget(db, id)
  if (found === undefined) throw notFound('token_budget')
  return found
}

/** What a budget is to limit, by an id or as people call it. Throws `not_found`. */
export async function requireScope(context: Speaking, scope_type: BudgetScope, reference: string): Promise<Scope> {
  const nowhere = { project_id: null, epic_id: null, story_id: null }
  if (scope_type === 'story') {
    const { id, project_id, epic_id } = await requireStory(context, reference)
    return { scope_type, scope_id: id, project_id, epic_id, story_id: id }
  }
  if (scope_type === 'epic') {
    const { id, project_id } = await requireEpic(context, reference)
    return { scope_type, scope_id: id, ...nowhere, project_id, epic_id: id }
  }
  if (scope_type === 'agent') {
    if ((await findAgent(context.db as never, reference)) === undefined) throw notFound('agent')
    return { scope_type, scope_id: reference, ...nowhere }
  }
  const { id } = await requireProject(context.db, reference)
  return { scope_type, scope_id: id, ...nowhere, project_id: id }
}

/** Makes a budget. Throws `conflict budget_exists` where its scope has one. */
export async function createBudget(ctl: Speaking, scope: Scope, given: Given): Promise<BudgetRow> {
  const { budget_millicents = null, budget_input_tokens = null, budget_output_tokens = null, token_limit = null } = given
  const row: BudgetRow = {
    ...{ id: ctl.newId(), ...scope, budget_millicents, budget_input_tokens, budget_output_tokens, token_limit },
    alert_threshold_pct: given.alert_threshold_pct ?? 80,
    enforcement: given.enforcement ?? 'warn',
    metadata: JSON.stringify(given.metadata ?? {}),
    inserted_at: at(ctl),
    updated_at: at(ctl),
  }
  requireLimit(row)
  if (!(await insertBudget(ctl.db, row))) throw budgetExists((await findBudgetOf(ctl.db, scope.scope_type, scope.scope_id))!)
  ctl.emit({ type: 'token_budget.created', ...nameOf(row), after: standingOf(row) })
  return row
}

/** Changes what a budget allows, and what happens at its end. What was told of it is told again where it still holds. */
export async function changeBudget(ctl: Speaking, id: string, { metadata, ...given }: Given): Promise<BudgetRow> {
  const row = await lockBudget(ctl.db, id)
  if (row === undefined) throw notFound('token_budget')
  requireLimit({ ...row, ...given })
  const change = { ...given, ...(metadata && { metadata: JSON.stringify(metadata) }) }
  const { entity: _, ...place } = nameOf(row)
  const changed = await edit(ctl, { noun: 'token_budget', row, given: change, save: updateBudget, place })
  if (amounts.some((name) => changed[name] !== row[name])) await forgetCrossings(ctl.db, { budget_id: id }, thresholds)
  return changed
}

/** Makes the budget of a scope, or changes the one that it has. */
export async function setBudget(ctl: Speaking, scope: Scope, given: Given): Promise<BudgetRow> {
  const there = await findBudgetOf(ctl.db, scope.scope_type, scope.scope_id)
  return there === undefined ? createBudget(ctl, scope, given) : changeBudget(ctl, there.id, given)
}

export async function deleteBudget(ctl: Speaking, id: string): Promise<void> {
  const row = await removeBudget(ctl.db, id)
  if (row === undefined) throw notFound('token_budget')
  ctl.emit({ type: 'token_budget.deleted', ...nameOf(row), before: standingOf(row) })
}

const limits = ['budget_millicents', 'budget_input_tokens', 'budget_output_tokens', 'token_limit'] as const satisfies (keyof Limits)[]
const amounts = [...limits, 'alert_threshold_pct'] as const

function requireLimit(row: Limits): void {
  if (limits.every((name) => row[name] === null)) throw invalid({ budget_millicents: "can't be blank" }, { hints: [otherLimits] })
}

const otherLimits = 'Or limit tokens: budget_input_tokens, budget_output_tokens, or token_limit for both together.'

/** What every event about a budget says. */
function nameOf({ id, project_id, story_id, scope_type, scope_id }: BudgetRow) {
  const details = { budget_id: id, scope_type, scope_id, ...(story_id !== null && { story_id }) }
  return { entity: id, scope: project_id ?? undefined, task: story_id ?? undefined, details }
}

function standingOf({ budget_millicents, budget_input_tokens, budget_output_tokens, token_limit, ...row }: BudgetRow) {
  const { alert_threshold_pct, enforcement } = row
  return { budget_millicents, budget_input_tokens, budget_output_tokens, token_limit, alert_threshold_pct, enforcement }
}
