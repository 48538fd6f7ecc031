import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { listStoriesOf } from '../../list-stories.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { type Speaking, spokenProject } from '../../references.ts'
import { Story, storyOf, tokenTotals } from '../../views/story.ts'
import { agentStatuses, verifiedStatuses } from '../../words.ts'

export const pageStories = operation({
  name: 'page_stories',
  title: 'Page stories',
  summary: 'The stories of a project by number, whole, up to 500 at a time.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'story page',
  rest: ['GET /api/v1/stories'],
  tool: false,
  input: z.object({
    project_id: field.projectFilter.optional().describe('Id or slug; required unless the call says X-Loopctl-Project'),
    agent_status: field.word(agentStatuses),
    verified_status: field.word(verifiedStatuses),
    epic_id: field.epicFilter.optional(),
    review_requested: field.flag,
    include_token_totals: field.flag,
    ...paging,
  }),
  output: z.object({ data: z.array(Story.extend(tokenTotals)), meta: PageMeta }),
  async run({ project_id, agent_status, verified_status, epic_id, review_requested, include_token_totals, ...asked }, context) {
    const page = readPage(asked, { style: 'offset', size: 100, most: 500 })
    const project = await projectAsked(context, project_id)
    const filter = { project_id: project, agent_status, verified_status, epic_id, review_requested, include_token_totals }
    const { rows, total } = await listStoriesOf(context.db, filter, page)
    const data = rows.map((row) => ({ ...storyOf(row), ...totalsOf(row) }))
    return { data, meta: page.meta(total) }
  },
})

function totalsOf({ total_tokens, total_cost_millicents }: { total_tokens?: number; total_cost_millicents?: number }) {
  return { total_tokens, total_cost_millicents }
}

async function projectAsked(context: Speaking, project_id: string | undefined): Promise<string> {
  const project = project_id ? await projectFilter(context.db, project_id) : await spokenProject(context)
  if (project !== undefined) return project
  throw new LoopError('invalid_input', "The 'project_id' parameter is required", {
    code: 'project_required',
    status: 400,
    hints: ['Send project_id=<id or slug>; GET /api/v1/projects shows both.'],
  })
}
