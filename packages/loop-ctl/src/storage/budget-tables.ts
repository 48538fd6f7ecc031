import type { Selectable } from 'kysely'
import type { BudgetScope, Enforcement, Threshold } from '../words.ts'

/** Limits, each null where there is none. */
export interface Limits {
  budget_millicents: number | null
  budget_input_tokens: number | null
  budget_output_tokens: number | null
  /** Of input and output together. */
  token_limit: number | null
}

export interface BudgetTables {
  ctl_token_budgets: Limits & {
    id: string
    scope_type: BudgetScope
    /** What it limits; of `per_story` and its like the project in which it limits each of them. */
    scope_id: string
    /** Where it belongs, so that it goes with it. Agents belong to no project. */
    project_id: string | null
    epic_id: string | null
    story_id: string | null
    alert_threshold_pct: number
    enforcement: Enforcement
    metadata: string
    inserted_at: string
    updated_at: string
  }
  /** What has been told of a budget, once for each story, epic, project or agent that it limits. */
  ctl_budget_crossings: { budget_id: string; subject_id: string; threshold: Threshold; crossed_at: string }
}

export type BudgetRow = Selectable<BudgetTables['ctl_token_budgets']>
