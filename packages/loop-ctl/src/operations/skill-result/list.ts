import { operation } from 'loop-core'
import { z } from 'zod'
import { requireVersionOf } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { selectSkillResults } from '../../storage/skill-results.ts'
import { SkillResult, skillResultOf } from '../../views/skill.ts'

export const listSkillResults = operation({
  name: 'list_skill_results',
  title: 'List skill results',
  summary: 'What was recorded for one version of a skill, newest first.',
  command: 'skill-result list',
  kind: 'read',
  roles: ['user'],
  rest: ['GET /api/v1/skills/:skill_id/versions/:skill_version/results'],
  tool: false,
  input: z.object({ skill_id: field.skillId, skill_version: field.skillVersion, ...paging }),
  output: z.object({ data: z.array(SkillResult), meta: PageMeta }),
  async run({ skill_id, skill_version, ...pages }, context) {
    const { id } = await requireVersionOf(context, skill_id, skill_version)
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectSkillResults(context.db, id, page)
    return { data: rows.map(skillResultOf), meta: page.meta(total) }
  },
})
