import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import { cost, inputTokens, outputTokens, type ReportFilter, reportsOf } from './reports.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export interface EpicCosts {
  id: string
  title: string
  stories: number
  verified: number
  total_cost_millicents: number
}

/** What each epic has cost, also those that cost nothing, by number. */
export async function costsByEpic(
  db: CtlDatabase,
  filter: ReportFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<EpicCosts>> {
  const { project } = filter
  const standing = db
    .selectFrom('ctl_stories')
    .select(['epic_id', sql<number>`count(*)`.as('stories')])
    .select(sql<number>`count(case when verified_status = 'verified' then 1 end)`.as('verified'))
    .groupBy('epic_id')
  const spent = reportsOf(db, filter).select(['story.epic_id', cost]).groupBy('story.epic_id')
  const epics = db
    .selectFrom('ctl_epics as epic')
    .leftJoin(standing.as('standing'), 'standing.epic_id', 'epic.id')
    .leftJoin(spent.as('spent'), 'spent.epic_id', 'epic.id')
    .select(['epic.id', 'epic.title'])
    .select(sql<number>`coalesce(standing.stories, 0)`.as('stories'))
    .select(sql<number>`coalesce(standing.verified, 0)`.as('verified'))
    .select(sql<number>`coalesce(spent.total_cost_millicents, 0)`.as('total_cost_millicents'))
    .orderBy('epic.number')
    .orderBy('epic.id')
  return someOf(project === undefined ? epics : epics.where('epic.project_id', '=', project), page)
}

/** What one model has cost in one epic. */
export interface ModelOfEpic {
  epic_id: string
  model_name: string
  total_input_tokens: number
  total_output_tokens: number
  total_cost_millicents: number
}

/** What the models have cost in these epics. */
export async function modelsOfEpics(db: CtlDatabase, filter: ReportFilter & { epics: readonly string[] }): Promise<ModelOfEpic[]> {
  if (filter.epics.length === 0) return []
  return reportsOf(db, filter)
    .select(['story.epic_id', 'report.model_name', inputTokens, outputTokens, cost])
    .groupBy(['story.epic_id', 'report.model_name'])
    .orderBy('report.model_name')
    .execute()
}
