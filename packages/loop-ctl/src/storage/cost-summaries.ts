import { type Selectable, sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { CostScope } from '../words.ts'
import { cost, dayAfter, inputTokens, outputTokens, reportCount, reportsOf, storyCount } from './reports.ts'
import type { CtlTables } from './tables.ts'

export type SummaryRow = Selectable<CtlTables['ctl_cost_summaries']>

/** What the reports of each scope are told apart by. */
const scopeColumns = {
  agent: 'report.agent_id',
  epic: 'story.epic_id',
  project: 'report.project_id',
  story: 'report.story_id',
} as const satisfies Record<CostScope, string>

/** What was used in one day within one scope of a kind, with one model in one phase. */
export interface UsedOfDay {
  scope_id: string
  model_name: string
  phase: string
  total_input_tokens: number
  total_output_tokens: number
  total_cost_millicents: number
  report_count: number
}

export async function usedOnDay(db: CtlDatabase, scope: CostScope, day: string): Promise<UsedOfDay[]> {
  const column = scopeColumns[scope]
  return reportsOf(db, { since: day, until: day })
    .select([`${column} as scope_id`, 'report.model_name', 'report.phase', inputTokens, outputTokens, cost, reportCount])
    .groupBy([column, 'report.model_name', 'report.phase'])
    .orderBy('report.model_name')
    .orderBy('report.phase')
    .execute()
}

/** About how many stories something was reported in one day, by the scopes of a kind. */
export async function storiesOnDay(db: CtlDatabase, scope: CostScope, day: string): Promise<Map<string, number>> {
  const column = scopeColumns[scope]
  const rows = await reportsOf(db, { since: day, until: day })
    .select([`${column} as scope_id`, storyCount])
    .groupBy(column)
    .execute()
  return new Map(rows.map(({ scope_id, stories }) => [scope_id, stories]))
}

/** Adds summaries, each in the place of the one that there was of the same scope and day. */
export async function putSummaries(db: CtlDatabase, rows: readonly SummaryRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('ctl_cost_summaries')
      .values(rows.slice(start, start + 500))
      .onConflict((conflict) =>
        conflict.columns(['scope_type', 'scope_id', 'period_start']).doUpdateSet((row) => ({
          total_input_tokens: row.ref('excluded.total_input_tokens'),
          total_output_tokens: row.ref('excluded.total_output_tokens'),
          total_cost_millicents: row.ref('excluded.total_cost_millicents'),
          report_count: row.ref('excluded.report_count'),
          model_breakdown: row.ref('excluded.model_breakdown'),
          avg_cost_per_story_millicents: row.ref('excluded.avg_cost_per_story_millicents'),
          stale: 0,
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute()
  }
}

/** Empties the summaries of a day that are still stale when it has been added up: all of their reports were taken back. */
export async function emptyStale(db: CtlDatabase, day: string, updated_at: string): Promise<void> {
  const nothing = { total_input_tokens: 0, total_output_tokens: 0, total_cost_millicents: 0, report_count: 0 }
  await db
    .updateTable('ctl_cost_summaries')
    .set({ ...nothing, model_breakdown: '{}', avg_cost_per_story_millicents: null, stale: 0, updated_at })
    .where('period_start', '=', day)
    .where('stale', '=', 1)
    .execute()
}

/** The days before one that are still to be added up: those with reports since the last one that was, and those with reports that have changed since. */
export async function daysToSummarize(db: CtlDatabase, { before, from = '' }: { before: string; from?: string }): Promise<string[]> {
  const last = await db.selectFrom('ctl_cost_summaries').select('period_start').orderBy('period_start', 'desc').limit(1).executeTakeFirst()
  const day = sql<string>`substr(report.inserted_at, 1, 10)`
  const fresh = await reportsOf(db, { since: last && dayAfter(last.period_start) })
    .select(day.as('day'))
    .distinct()
    .where('report.inserted_at', '<', before)
    .execute()
  const stale = await db
    .selectFrom('ctl_cost_summaries')
    .select('period_start as day')
    .distinct()
    .where('stale', '=', 1)
    .where('period_start', '>=', from)
    .execute()
  return [...new Set([...fresh, ...stale].map((row) => row.day))].sort()
}
