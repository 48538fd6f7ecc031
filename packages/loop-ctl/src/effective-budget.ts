import type { CtlDatabase } from './ctl.ts'
import { readSettings } from './settings.ts'
import type { BudgetRow } from './storage/budget-tables.ts'
import type { StoryRow } from './storage/tables.ts'
import { budgetsOf } from './storage/token-budgets.ts'
import { fromSettings } from './views/tenant.ts'
import type { BudgetScope } from './words.ts'

/** Where the budget that holds for something may come from. */
export const budgetSources = ['explicit', 'epic_inherited', 'project_inherited', fromSettings] as const
type BudgetSource = (typeof budgetSources)[number]

/** What holds for something, and where it comes from; null where nothing does. */
interface Effective {
  effective_budget_millicents: number | null
  budget_source: BudgetSource | null
}

const none: Effective = { effective_budget_millicents: null, budget_source: null }

/** What may be spent on a story: its own budget, or else the next one above it, and at last the setting. */
export async function effectiveOfStory(
  db: CtlDatabase,
  { id, epic_id, project_id }: Pick<StoryRow, 'id' | 'epic_id' | 'project_id'>,
): Promise<Effective> {
  const above = [
    { scope: ['story', id], source: 'explicit' },
    { scope: ['per_story', project_id], source: 'project_inherited' },
    { scope: ['epic', epic_id], source: 'epic_inherited' },
    { scope: ['project', project_id], source: 'project_inherited' },
  ] as const
  return (await firstOf(db, above)) ?? bySettings(db)
}

/** The amount of a budget; one that limits tokens alone has that of the next one above it. */
export async function effectiveOfBudget(db: CtlDatabase, budget: BudgetRow): Promise<Effective> {
  const { scope_type, scope_id, epic_id, project_id, budget_millicents } = budget
  if (budget_millicents !== null) return { effective_budget_millicents: budget_millicents, budget_source: 'explicit' }
  if (scope_type === 'story') return effectiveOfStory(db, { id: scope_id, epic_id: epic_id!, project_id: project_id! })
  if (scope_type !== 'epic') return none
  const above = [
    { scope: ['per_epic', project_id!], source: 'project_inherited' },
    { scope: ['project', project_id!], source: 'project_inherited' },
  ] as const
  return (await firstOf(db, above)) ?? none
}

interface Link {
  scope: readonly [BudgetScope, string]
  source: BudgetSource
}

/** The first that limits money. */
async function firstOf(db: CtlDatabase, links: readonly Link[]): Promise<Effective | undefined> {
  const scopes = links.map(({ scope }) => scope)
  const amounts = new Map((await budgetsOf(db, scopes)).map((row) => [`${row.scope_type} ${row.scope_id}`, row.budget_millicents]))
  for (const { scope, source } of links) {
    const amount = amounts.get(scope.join(' ')) ?? null
    if (amount !== null) return { effective_budget_millicents: amount, budget_source: source }
  }
  return undefined
}

async function bySettings(db: CtlDatabase): Promise<Effective> {
  const { default_story_budget_millicents: amount } = await readSettings(db)
  return amount === null ? none : { effective_budget_millicents: amount, budget_source: fromSettings }
}
