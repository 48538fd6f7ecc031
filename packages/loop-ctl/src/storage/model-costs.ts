import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import {
  allTokens,
  cost,
  inputTokens,
  outputTokens,
  type ReportFilter,
  rejectedCount,
  reportCount,
  reportsOf,
  storyCount,
  verifiedCount,
} from './reports.ts'
import { type SomeRows, someOf } from './some-rows.ts'

/** What reports of one kind come to, and what became of the stories that they are about. */
export interface Figures {
  total_input_tokens: number
  total_output_tokens: number
  total_tokens: number
  total_cost_millicents: number
  report_count: number
  stories: number
  verified: number
  rejected: number
}

const figures = [inputTokens, outputTokens, allTokens, cost, reportCount, storyCount, verifiedCount, rejectedCount] as const

export type ModelCosts = Figures & { model_name: string }

/** What each model has cost, the dearest first. */
export async function costsByModel(
  db: CtlDatabase,
  filter: ReportFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<ModelCosts>> {
  const models = reportsOf(db, filter)
    .select(['report.model_name', ...figures])
    .groupBy('report.model_name')
  return someOf(db.selectFrom(models.as('model')).selectAll().orderBy('total_cost_millicents', 'desc').orderBy('model_name'), page)
}

export type PhaseCosts = ModelCosts & { phase: string }

/** Names of models are whatever agents say, so there is no end of them unless we set one. */
const mostRows = 1_000

/** What each model has cost in each phase, by name. */
export async function costsByPhase(db: CtlDatabase, filter: ReportFilter): Promise<PhaseCosts[]> {
  return reportsOf(db, filter)
    .select(['report.model_name', 'report.phase', ...figures])
    .groupBy(['report.model_name', 'report.phase'])
    .orderBy('report.model_name')
    .orderBy('report.phase')
    .limit(mostRows)
    .execute()
}

export interface Habit {
  /** 1 where the agents use several models, 0 where each uses a single one. */
  mixed: number
  agent_count: number
  /** The mean of the shares of verified stories of those agents that have any verdict. */
  rate: number | null
  cost_per_story: number
}

/** How agents that mix models fare beside those that do not; means of whole numbers, each rounded down. */
export async function costsByHabit(db: CtlDatabase, filter: ReportFilter): Promise<Habit[]> {
  const agents = reportsOf(db, filter)
    .select(['report.agent_id', sql<number>`count(distinct report.model_name)`.as('models')])
    .select([cost, storyCount, verifiedCount, rejectedCount])
    .groupBy('report.agent_id')
  const rates = db.selectFrom(agents.as('agent')).select([
    sql<number>`case when models > 1 then 1 else 0 end`.as('mixed'),
    sql<number | null>`verified * 100 / nullif(verified + rejected, 0)`.as('rate'),
    // A sum may be a number with a point to the database, which would not be rounded down.
    sql<number>`cast(total_cost_millicents as bigint) / stories`.as('cost_per_story'),
  ])
  return db
    .selectFrom(rates.as('agent'))
    .select([
      'mixed',
      sql<number>`count(*)`.as('agent_count'),
      sql<number | null>`cast(sum(rate) as bigint) / count(rate)`.as('rate'),
      sql<number>`cast(sum(cost_per_story) as bigint) / count(*)`.as('cost_per_story'),
    ])
    .groupBy('mixed')
    .execute()
}
