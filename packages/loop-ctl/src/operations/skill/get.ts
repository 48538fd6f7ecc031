import { operation } from 'loop-core'
import { z } from 'zod'
import { requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { findSkillVersion } from '../../storage/skill-versions.ts'
import { Skill, skillOf } from '../../views/skill.ts'

export const getSkill = operation({
  name: 'get_skill',
  title: 'Get skill',
  summary: 'One skill with the prompt of its current version.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/skills/:skill_id'],
  tool: false,
  input: z.object({ skill_id: field.skillId }),
  output: z.object({ skill: Skill, current_prompt: z.string() }),
  async run({ skill_id }, context) {
    const skill = await requireSkill(context, skill_id)
    const current = await findSkillVersion(context.db, skill.id, skill.current_version)
    return { skill: skillOf(skill), current_prompt: current!.prompt_text }
  },
})
