import { groupBy } from 'loop-core'
import type { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { costsByEpic, modelsOfEpics } from '../storage/epic-costs.ts'
import type { ReportFilter } from '../storage/reports.ts'
import type { EpicCost } from '../views/costs.ts'
import { breakdownOf } from './breakdown.ts'
import { budgetUse } from './budgets.ts'
import { average } from './whole.ts'

/** What each epic costs, also those that cost nothing, by number. */
export async function epicCosts(db: CtlDatabase, filter: ReportFilter, page: { limit: number; offset: number }) {
  const { rows, total } = await costsByEpic(db, filter, page)
  const epics = rows.map(({ id }) => id)
  const models = groupBy(await modelsOfEpics(db, { ...filter, epics }), ({ epic_id }) => epic_id)
  const useOf = await budgetUse(db, 'epic', new Map(rows.map((row) => [row.id, row.total_cost_millicents])))
  const data: z.output<typeof EpicCost>[] = rows.map(({ id, title, stories, verified, total_cost_millicents }) => ({
    epic_id: id,
    epic_name: title,
    story_count: stories,
    completed_story_count: verified,
    total_cost_millicents,
    avg_cost_per_story_millicents: average(total_cost_millicents, stories),
    ...useOf(id),
    model_breakdown: breakdownOf(models.get(id) ?? []),
  }))
  return { data, total }
}
