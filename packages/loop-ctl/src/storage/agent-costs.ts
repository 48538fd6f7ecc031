import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import { cost, inputTokens, outputTokens, type ReportFilter, reportsOf, storyCount } from './reports.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export interface AgentCosts {
  agent_id: string
  stories: number
  total_input_tokens: number
  total_output_tokens: number
  total_cost_millicents: number
  /** With which it used most tokens. */
  primary_model: string
  /** 1 is whoever is cheapest by story; who costs the same has the same rank. */
  efficiency_rank: number
}

/** What each agent has used, the cheapest by story first. */
export async function costsByAgent(
  db: CtlDatabase,
  filter: ReportFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<AgentCosts>> {
  const spent = reportsOf(db, filter).select(['report.agent_id', storyCount, inputTokens, outputTokens, cost]).groupBy('report.agent_id')
  // Each model by how many tokens of the agent it has.
  const place = sql<number>`row_number() over (
    partition by report.agent_id order by sum(report.input_tokens + report.output_tokens) desc, report.model_name)`
  const models = reportsOf(db, filter)
    .select(['report.agent_id', 'report.model_name', place.as('place')])
    .groupBy(['report.agent_id', 'report.model_name'])
  const ranked = db
    .selectFrom(spent.as('spent'))
    .innerJoin(models.as('model'), (join) => join.onRef('model.agent_id', '=', 'spent.agent_id').on('model.place', '=', 1))
    .selectAll('spent')
    .select('model.model_name as primary_model')
    .select(sql<number>`rank() over (order by total_cost_millicents * 1.0 / stories)`.as('efficiency_rank'))
    .orderBy('efficiency_rank')
    .orderBy('spent.agent_id')
  return someOf(ranked, page)
}
