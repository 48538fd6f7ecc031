import { operation } from 'loop-core'
import { z } from 'zod'
import { requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { skillCosts } from '../../storage/skill-costs.ts'
import { costPerformanceOf, SkillCostPerformance } from '../../views/skill-figures.ts'

export const getSkillCostPerformance = operation({
  name: 'get_skill_cost_performance',
  title: 'Get skill cost performance',
  summary: 'What each version of a skill cost by the token usage reported for it, and whether one is far dearer than the one before.',
  command: 'skill cost-performance',
  kind: 'read',
  roles: ['user'],
  rest: ['GET /api/v1/skills/:skill_id/cost-performance'],
  tool: false,
  input: z.object({ skill_id: field.skillId }),
  output: z.object({ data: z.array(SkillCostPerformance) }),
  async run({ skill_id }, context) {
    const { id } = await requireSkill(context, skill_id)
    return { data: costPerformanceOf(await skillCosts(context.db, id)) }
  },
})
