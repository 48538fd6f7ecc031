import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'

/** Which reports of tokens are added up; days are in UTC, both inclusive. */
export interface ReportFilter {
  project?: string
  agent?: string
  epics?: readonly string[]
  since?: string
  until?: string
}

/** The reports that count: nobody took them back. Each stands beside its story. */
export function reportsOf(db: CtlDatabase, { project, agent, epics, since, until }: ReportFilter) {
  let select = db
    .selectFrom('ctl_token_usage as report')
    .innerJoin('ctl_stories as story', 'story.id', 'report.story_id')
    .where('report.deleted_at', 'is', null)
  if (project !== undefined) select = select.where('report.project_id', '=', project)
  if (agent !== undefined) select = select.where('report.agent_id', '=', agent)
  if (epics !== undefined) select = select.where('story.epic_id', 'in', epics)
  if (since !== undefined) select = select.where('report.inserted_at', '>=', since)
  return until === undefined ? select : select.where('report.inserted_at', '<', dayAfter(until))
}

const day = 24 * 3_600_000

/** The day behind a day such as 2026-01-05. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + day).toISOString().slice(0, 10)
}

const sum = (columns: string) => sql<number>`coalesce(sum(${sql.raw(columns)}), 0)`

/** What reports come to, for the rows of a `group by`. */
export const inputTokens = sum('report.input_tokens').as('total_input_tokens')
export const outputTokens = sum('report.output_tokens').as('total_output_tokens')
export const allTokens = sum('report.input_tokens + report.output_tokens').as('total_tokens')
export const cost = sum('report.cost_millicents').as('total_cost_millicents')
export const reportCount = sql<number>`count(*)`.as('report_count')

const distinct = (value: string) => sql<number>`count(distinct ${sql.raw(value)})`

export const storyCount = distinct('report.story_id').as('stories')
export const agentCount = distinct('report.agent_id').as('agents')
/** A story that was rejected and then verified is a verified one. */
export const verifiedCount = distinct("case when story.verified_status = 'verified' then story.id end").as('verified')
export const rejectedCount = distinct("case when story.verified_status = 'rejected' then story.id end").as('rejected')
