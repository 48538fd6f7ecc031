import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { listTokenUsageOf } from '../../list-token-usage.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { TokenUsageReport, UsageTotals } from '../../views/token-usage.ts'

export const pageProjectTokenUsage = operation({
  name: 'page_project_token_usage',
  title: 'Page project token usage',
  summary: 'What was reported for the stories of a project, newest first, with totals; of one agent if that is said.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'token-usage project',
  rest: ['GET /api/v1/projects/:project_id/token-usage'],
  tool: false,
  input: z.object({ project_id: field.projectId, agent_id: field.agentId.optional(), ...paging }),
  output: z.object({ data: z.array(TokenUsageReport), totals: UsageTotals, meta: PageMeta }),
  async run({ project_id, agent_id, ...asked }, { db }) {
    const { id } = await requireProject(db, project_id)
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { total, ...usage } = await listTokenUsageOf(db, { project_id: id, ...(agent_id !== undefined && { agent_id }) }, page)
    return { ...usage, meta: page.meta(total) }
  },
})
