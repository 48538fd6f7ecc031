import { operation } from 'loop-core'
import { z } from 'zod'
import { requireVersionOf } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { skillCosts } from '../../storage/skill-costs.ts'
import { SkillVersion, skillVersionOf } from '../../views/skill.ts'
import { SkillCost, skillCostOf } from '../../views/skill-figures.ts'

export const getSkillVersion = operation({
  name: 'get_skill_version',
  title: 'Get skill version',
  summary: 'One version of a skill with its prompt, and what it has cost if it was used.',
  command: 'skill-version get',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/skills/:skill_id/versions/:skill_version'],
  tool: false,
  input: z.object({ skill_id: field.skillId, skill_version: field.skillVersion }),
  output: z.object({ version: SkillVersion, cost_summary: SkillCost.nullable() }),
  async run({ skill_id, skill_version }, context) {
    const found = await requireVersionOf(context, skill_id, skill_version)
    const [costs] = await skillCosts(context.db, found.skill_id, found.version)
    return { version: skillVersionOf(found), cost_summary: costs === undefined ? null : skillCostOf(costs) }
  },
})
