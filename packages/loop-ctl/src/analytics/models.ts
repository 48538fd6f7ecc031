import type { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { costsByHabit, costsByModel, costsByPhase, type Figures, type Habit } from '../storage/model-costs.ts'
import type { ReportFilter } from '../storage/reports.ts'
import type { ModelCost, ModelMix, ModelProfile } from '../views/costs.ts'
import { average, share } from './whole.ts'

/** What each model costs, the dearest first. */
export async function modelCosts(db: CtlDatabase, filter: ReportFilter, page: { limit: number; offset: number }) {
  const { rows, total } = await costsByModel(db, filter, page)
  const data: z.output<typeof ModelCost>[] = rows.map(({ stories: _, verified, rejected, ...row }) => ({
    ...row,
    avg_cost_per_report_millicents: average(row.total_cost_millicents, row.report_count),
    stories_verified_count: verified,
    stories_rejected_count: rejected,
    verification_rate_pct: share(verified, verified + rejected),
  }))
  return { data, total }
}

/** Which model was used for what, and whether mixing them pays. */
export async function modelMix(db: CtlDatabase, filter: ReportFilter): Promise<z.output<typeof ModelMix>> {
  const matrix = (await costsByPhase(db, filter)).map(({ model_name, phase, total_tokens, total_cost_millicents, ...figures }) => ({
    ...{ model_name, phase, total_tokens, total_cost_millicents },
    stories_count: figures.stories,
    ...verdictsOf(figures),
  }))
  const habits = await costsByHabit(db, filter)
  const habit = (mixed: number) => habitOf(habits.find((one) => one.mixed === mixed))
  return { matrix, comparative: { mixed_model: habit(1), single_model: habit(0) } }
}

function verdictsOf({ verified, rejected }: Pick<Figures, 'verified' | 'rejected'>) {
  return { verified_count: verified, rejected_count: rejected, verification_rate_pct: share(verified, verified + rejected) }
}

function habitOf(habit: Habit | undefined) {
  return {
    agent_count: habit?.agent_count ?? 0,
    avg_verification_rate_pct: habit?.rate ?? null,
    avg_cost_per_story_millicents: habit?.cost_per_story ?? null,
  }
}

/** Which models one agent uses, and for what. */
export async function modelProfile(
  db: CtlDatabase,
  agent: { id: string; name: string },
  filter: ReportFilter,
): Promise<z.output<typeof ModelProfile>> {
  const rows = await costsByPhase(db, { ...filter, agent: agent.id })
  const models_used = [...new Set(rows.map(({ model_name }) => model_name))]
  const total = rows.reduce((sum, row) => sum + row.total_cost_millicents, 0)
  const usage = rows.map(({ total_tokens: _, stories, verified, rejected, ...row }) => ({
    ...row,
    stories_count: stories,
    ...verdictsOf({ verified, rejected }),
    cost_share_pct: share(row.total_cost_millicents, total),
  }))
  const { id: agent_id, name: agent_name } = agent
  const model_count = models_used.length
  return { agent_id, agent_name, model_count, is_model_blender: model_count > 1, models_used, total_cost_millicents: total, usage }
}
