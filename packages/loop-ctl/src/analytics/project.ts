import { groupBy } from 'loop-core'
import type { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { costsByPhase, type PhaseCosts } from '../storage/model-costs.ts'
import { totalCosts } from '../storage/project-costs.ts'
import type { ReportFilter } from '../storage/reports.ts'
import type { ProjectCost } from '../views/costs.ts'
import { type Phase, phases } from '../words.ts'
import { breakdownOf } from './breakdown.ts'
import { budgetUse } from './budgets.ts'
import { average } from './whole.ts'

/** What a project costs. */
export async function projectCosts(db: CtlDatabase, project: string, days: ReportFilter): Promise<z.output<typeof ProjectCost>> {
  const { stories, agents, ...totals } = await totalCosts(db, { ...days, project })
  const rows = await costsByPhase(db, { ...days, project })
  const useOf = await budgetUse(db, 'project', new Map([[project, totals.total_cost_millicents]]))
  return {
    ...totals,
    ...useOf(project),
    cost_by_phase: byPhase(rows),
    model_breakdown: breakdownOf(rows),
    agent_count: agents,
    story_count: stories,
    avg_cost_per_story_millicents: average(totals.total_cost_millicents, stories),
  }
}

/** In the order of the work; a phase without a report is left out. */
function byPhase(rows: readonly PhaseCosts[]): Partial<Record<Phase, number>> {
  const ofPhase = groupBy(rows, ({ phase }) => phase)
  const sum = (some: readonly PhaseCosts[]) => some.reduce((total, row) => total + row.total_cost_millicents, 0)
  return Object.fromEntries(phases.flatMap((phase) => (ofPhase.has(phase) ? [[phase, sum(ofPhase.get(phase)!)]] : [])))
}
