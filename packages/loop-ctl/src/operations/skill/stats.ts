import { operation } from 'loop-core'
import { z } from 'zod'
import { requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { skillTotals } from '../../storage/skill-results.ts'
import { SkillStats, skillStatsOf } from '../../views/skill-figures.ts'

export const getSkillStats = operation({
  name: 'get_skill_stats',
  title: 'Get skill statistics',
  summary: 'How each version of a skill did, by the results that were recorded for it; without any it is left out.',
  command: 'skill stats',
  kind: 'read',
  roles: ['user'],
  rest: ['GET /api/v1/skills/:skill_id/stats'],
  tool: false,
  input: z.object({ skill_id: field.skillId }),
  output: z.object({ data: z.array(SkillStats) }),
  async run({ skill_id }, context) {
    const { id } = await requireSkill(context, skill_id)
    return { data: (await skillTotals(context.db, id)).map(skillStatsOf) }
  },
})
