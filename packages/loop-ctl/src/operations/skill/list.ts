import { operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { spokenProject } from '../../references.ts'
import { selectSkills } from '../../storage/skills.ts'
import { Skill, skillOf } from '../../views/skill.ts'
import { skillStatuses } from '../../words.ts'

export const listSkills = operation({
  name: 'list_skills',
  title: 'List skills',
  summary: 'Skills by name, without their prompts; active ones unless said.',
  command: 'skill list',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/skills'],
  tool: false,
  input: z.object({
    project_id: field.projectFilter.optional().describe('Only those of this project: id or slug'),
    status: field.word(skillStatuses),
    name: text(255).optional().describe('A part of the name'),
    ...paging,
  }),
  output: z.object({ data: z.array(Skill), meta: PageMeta }),
  async run({ project_id, status = 'active', name, ...pages }, context) {
    const project = await projectFilter(context.db, project_id)
    const useful_in = project === undefined ? await spokenProject(context) : undefined
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectSkills(context.db, { status, name, project, useful_in }, page)
    return { data: rows.map(skillOf), meta: page.meta(total) }
  },
})
