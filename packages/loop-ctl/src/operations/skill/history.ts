import { operation } from 'loop-core'
import { z } from 'zod'
import { requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { selectSkillVersions } from '../../storage/skill-versions.ts'
import { SkillVersionLine, skillVersionOf } from '../../views/skill.ts'

export const listSkillVersions = operation({
  name: 'list_skill_versions',
  title: 'List skill versions',
  summary: 'The versions of a skill without their prompts, newest first.',
  command: 'skill history',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/skills/:skill_id/versions'],
  tool: false,
  input: z.object({ skill_id: field.skillId, ...paging }),
  output: z.object({ data: z.array(SkillVersionLine), meta: PageMeta }),
  async run({ skill_id, ...pages }, context) {
    const { id } = await requireSkill(context, skill_id)
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectSkillVersions(context.db, id, page)
    return { data: rows.map(skillVersionOf), meta: page.meta(total) }
  },
})
