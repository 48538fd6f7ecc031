import { operation } from 'loop-core'
import { z } from 'zod'
import type { CtlDatabase } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { dollarsOf } from '../../money.ts'
import { requireProject } from '../../references.ts'
import { countEpics, standings } from '../../storage/progress.ts'
import { spendingOn } from '../../storage/spending.ts'
import { findBudgetOf } from '../../storage/token-budgets.ts'
import { hoursOf, StoryProgress, storyProgressOf } from '../../views/progress.ts'
import { tokenBudgetOf } from '../../views/token-budget.ts'

const Progress = StoryProgress.extend({
  total_epics: z.int(),
  epics_completed: z.int(),
  estimated_hours_total: z.number(),
  estimated_hours_completed: z.number(),
  total_cost_millicents: z.int().optional(),
  total_cost_dollars: z.number().optional(),
  budget_millicents: z.int().nullable().optional(),
  utilization_pct: z.int().nullable().optional(),
})

export const getProgress = operation({
  name: 'get_progress',
  title: 'Get progress',
  summary: 'How far a project is: stories by both statuses, epics, hours; with include_cost what it cost.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'project progress',
  rest: ['GET /api/v1/projects/:project_id/progress'],
  input: z.object({ project_id: field.projectId, include_cost: z.boolean().optional().catch(undefined) }),
  output: z.object({ progress: Progress }),
  advertised: z.object({ progress: z.looseObject({}) }),
  async run({ project_id, include_cost }, { db }) {
    const { id } = await requireProject(db, project_id)
    const stories = await standings(db, { project_id: id })
    const epics = await countEpics(db, id)
    const verified = stories.filter(({ verified_status }) => verified_status === 'verified')
    return {
      progress: {
        ...storyProgressOf(stories),
        total_epics: epics.all,
        epics_completed: epics.completed,
        estimated_hours_total: hoursOf(stories),
        estimated_hours_completed: hoursOf(verified),
        ...(include_cost && (await costs(db, id))),
      },
    }
  },
})

async function costs(db: CtlDatabase, projectId: string) {
  const { cost_millicents: total_cost_millicents } = await spendingOn(db, { project_id: projectId })
  const row = await findBudgetOf(db, 'project', projectId)
  const budget = row && (await tokenBudgetOf(db, row))
  return {
    total_cost_millicents,
    total_cost_dollars: dollarsOf(total_cost_millicents),
    budget_millicents: budget?.budget_millicents ?? null,
    utilization_pct: budget?.utilization_pct ?? null,
  }
}
