import { operation } from 'loop-core'
import { z } from 'zod'
import { editSkill } from '../../changes/edit.ts'
import { requireSkill } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { Skill, skillOf } from '../../views/skill.ts'
import { skillStatuses } from '../../words.ts'

export const updateSkill = operation({
  name: 'update_skill',
  title: 'Update skill',
  summary: 'Change what is said of a skill, or whether it is in use. Its prompt is changed by a new version; what is null stays as it is.',
  kind: 'write',
  roles: ['user'],
  rest: ['PATCH /api/v1/skills/:skill_id'],
  tool: false,
  input: z.object({
    skill_id: field.skillId,
    description: field.skillDescription.nullish(),
    status: z.enum(skillStatuses).nullish(),
    metadata: field.metadata.nullish(),
  }),
  output: z.object({ skill: Skill }),
  async run({ skill_id, description, status, metadata }, context) {
    const given = {
      description: description ?? undefined,
      status: status ?? undefined,
      metadata: metadata == null ? undefined : JSON.stringify(metadata),
    }
    return { skill: skillOf(await editSkill(context, await requireSkill(context, skill_id), given)) }
  },
})
