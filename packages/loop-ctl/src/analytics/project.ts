import type { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { costsByPhase, type PhaseCosts } from '../storage/model-costs.ts'
import { totalCosts } from '../storage/project-costs.ts'
import type { ReportFilter } from '../storage/reports.ts'
import type { ProjectCost } from '../views/costs.ts'
import { breakdownOf } from './breakdown.ts'
import { average } from './whole.ts'

/** What a project costs. */
export async function projectCosts(db: CtlDatabase, project: string, days: ReportFilter): Promise<z.output<typeof ProjectCost>> {
  const { stories, agents, ...totals } = await totalCosts(db, { ...days, project })
  const rows = await costsByPhase(db, { ...days, project })
  return {
    ...totals,
    budget_millicents: null,
    utilization_pct: null,
    cost_by_phase: byPhase(rows),
    model_breakdown: breakdownOf(rows),
    agent_count: agents,
    story_count: stories,
    avg_cost_per_story_millicents: average(totals.total_cost_millicents, stories),
  }
}

function byPhase(rows: readonly PhaseCosts[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { phase, total_cost_millicents } of rows) sums[phase] = (sums[phase] ?? 0) + total_cost_millicents
  return sums
}
