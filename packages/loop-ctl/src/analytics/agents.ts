import { agentsByIds } from 'loop-core/accounts'
import type { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { costsByAgent } from '../storage/agent-costs.ts'
import type { ReportFilter } from '../storage/reports.ts'
import type { AgentCost } from '../views/costs.ts'
import { average } from './whole.ts'

interface Cut {
  limit: number
  offset: number
}

/** What each agent costs, the cheapest by story first. */
export async function agentCosts(db: CtlDatabase, filter: ReportFilter, page: Cut) {
  const { rows, total } = await costsByAgent(db, filter, page)
  const names = await agentNames(
    db,
    rows.map(({ agent_id }) => agent_id),
  )
  const data: z.output<typeof AgentCost>[] = rows.map(({ stories, primary_model, efficiency_rank, ...row }) => ({
    ...row,
    agent_name: names.get(row.agent_id) ?? null,
    total_stories_reported: stories,
    avg_cost_per_story_millicents: average(row.total_cost_millicents, stories),
    primary_model,
    efficiency_rank,
  }))
  return { data, total }
}

/** The names of agents by their ids; one that is gone has none. */
export async function agentNames(db: CtlDatabase, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await agentsByIds(db as never, ids)).map(({ id, name }) => [id, name]))
}
