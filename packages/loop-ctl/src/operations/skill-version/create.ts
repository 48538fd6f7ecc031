import { operation } from 'loop-core'
import { z } from 'zod'
import { addVersion, requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { SkillWithVersion, skillWithVersionOf } from '../../views/skill.ts'

export const createSkillVersion = operation({
  name: 'create_skill_version',
  title: 'Create skill version',
  summary: 'Change the prompt of a skill: the next version is the current one from now on, and those before stay as they are.',
  command: 'skill-version create',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/skills/:skill_id/versions'],
  status: 201,
  tool: false,
  input: z.object({ skill_id: field.skillId, ...field.newSkillVersion }),
  output: SkillWithVersion,
  async run({ skill_id, metadata, ...given }, context) {
    const skill = await requireSkill(context, skill_id)
    return skillWithVersionOf(await addVersion(context, skill, { ...given, metadata: JSON.stringify(metadata ?? {}) }))
  },
})
