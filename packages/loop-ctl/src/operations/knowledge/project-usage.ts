import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { lastDays, sinceDays } from '../../knowledge/days.ts'
import { requireProject } from '../../references.ts'
import { accessesByDay, totalsOf } from '../../storage/article-usage.ts'
import { AccessTotals } from '../../views/article-usage.ts'

export const getProjectKnowledgeUsage = operation({
  name: 'get_project_knowledge_usage',
  title: 'Knowledge read for a project',
  summary: 'How much was read for a project on each of the last days, in UTC.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge project-usage',
  rest: ['GET /api/v1/knowledge/analytics/projects/:project_id/usage'],
  tool: false,
  input: z.object({ project_id: field.projectId, since_days: sinceDays }),
  output: z.object({
    data: AccessTotals.extend({ project_id: z.string(), daily: z.array(z.object({ date: z.string(), access_count: z.int() })) }),
    meta: z.object({ since_days: z.int() }),
  }),
  async run({ project_id: reference, since_days }, context) {
    const { db } = context
    const { id: project_id } = await requireProject(db, reference)
    const days = lastDays(context, since_days)
    const filter = { since: days[0]!, project_id }
    const counts = await accessesByDay(db, filter)
    const daily = days.map((date) => ({ date, access_count: counts.get(date) ?? 0 }))
    return { data: { project_id, ...(await totalsOf(db, filter)), daily }, meta: { since_days } }
  },
})
