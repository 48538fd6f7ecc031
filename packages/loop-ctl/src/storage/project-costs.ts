import type { CtlDatabase } from '../ctl.ts'
import { agentCount, cost, inputTokens, outputTokens, type ReportFilter, reportsOf, storyCount } from './reports.ts'

export interface TotalCosts {
  total_input_tokens: number
  total_output_tokens: number
  total_cost_millicents: number
  agents: number
  stories: number
}

/** What all reports of a filter come to, and how many agents and stories they are from. */
export async function totalCosts(db: CtlDatabase, filter: ReportFilter): Promise<TotalCosts> {
  return reportsOf(db, filter).select([inputTokens, outputTokens, cost, agentCount, storyCount]).executeTakeFirstOrThrow()
}
