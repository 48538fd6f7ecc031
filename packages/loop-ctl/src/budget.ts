import { utilizationOf } from './money.ts'
import type { BudgetRow, Limits } from './storage/budget-tables.ts'
import type { BudgetScope, Threshold } from './words.ts'

/** Where a report of tokens counts: for a story, for all that this belongs to, and for an agent. */
export interface Place {
  story_id: string
  epic_id: string
  project_id: string
  agent_id: string
}

/** Whose reports are added up. */
export type Subject = Partial<Place>

/** What was used so far. */
export interface Spending {
  input_tokens: number
  output_tokens: number
  cost_millicents: number
}

const subjects: Readonly<Record<BudgetScope, readonly (keyof Place)[]>> = {
  project: ['project_id'],
  epic: ['epic_id'],
  story: ['story_id'],
  agent: ['agent_id'],
  per_epic: ['epic_id'],
  per_story: ['story_id'],
  per_agent: ['agent_id', 'project_id'],
}

/** Whose reports a budget limits where a report counts. */
export function subjectOf({ scope_type }: Pick<BudgetRow, 'scope_type'>, place: Place): { id: string; of: Subject } {
  const [first, ...others] = subjects[scope_type]
  const of = Object.fromEntries([first!, ...others].map((name) => [name, place[name]]))
  return { id: place[first!], of }
}

/** Whose reports a budget limits, wherever they count; undefined where it limits each of several. */
export function onlySubjectOf({ scope_type, scope_id }: Pick<BudgetRow, 'scope_type' | 'scope_id'>): Subject | undefined {
  return scope_type.startsWith('per_') ? undefined : { [`${scope_type}_id`]: scope_id }
}

/** Under which scopes a budget that limits a report is found. */
export function scopesAt({ story_id, epic_id, project_id, agent_id }: Place): readonly (readonly [BudgetScope, string])[] {
  return [
    ['story', story_id],
    ['epic', epic_id],
    ['project', project_id],
    ['agent', agent_id],
    ['per_story', project_id],
    ['per_epic', project_id],
    ['per_agent', project_id],
  ]
}

/** One limit of a budget, and how far it is used. */
interface Use {
  limit: keyof Limits
  used: number
  most: number
}

function usesOf(budget: Limits, { input_tokens, output_tokens, cost_millicents }: Spending): Use[] {
  const used = {
    budget_millicents: cost_millicents,
    budget_input_tokens: input_tokens,
    budget_output_tokens: output_tokens,
    token_limit: input_tokens + output_tokens,
  }
  const limits = Object.keys(used) as (keyof Limits)[]
  return limits.flatMap((limit) => (budget[limit] === null ? [] : [{ limit, used: used[limit], most: budget[limit] }]))
}

/** How much of a budget is used, in whole percent: of that limit of which most is. */
export function utilizationOfBudget(budget: Limits, spent: Spending): number {
  return Math.max(...usesOf(budget, spent).map(({ used, most }) => utilizationOf(used, most)))
}

/** The first limit of which more is used than there is. */
export function exceededLimit(budget: Limits, spent: Spending): Use | undefined {
  return usesOf(budget, spent).find(({ used, most }) => used > most)
}

/** How much more was spent than a budget allows; 0 where it allows it or limits tokens alone. */
export function overageOf({ budget_millicents }: Pick<Limits, 'budget_millicents'>, { cost_millicents }: Spending): number {
  return budget_millicents === null ? 0 : Math.max(0, cost_millicents - budget_millicents)
}

/** From which share of a budget on something is told. */
export function percentOf({ alert_threshold_pct }: Pick<BudgetRow, 'alert_threshold_pct'>, threshold: Threshold): number {
  return threshold === 'exceeded' ? 100 : alert_threshold_pct
}
