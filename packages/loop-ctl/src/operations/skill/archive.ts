import { operation } from 'loop-core'
import { z } from 'zod'
import { placeOf, requireSkill } from '../../changes/skill.ts'
import { at } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { archiveSkill as archive } from '../../storage/skills.ts'
import { Skill, skillOf } from '../../views/skill.ts'

export const archiveSkill = operation({
  name: 'archive_skill',
  title: 'Archive skill',
  summary: 'Put a skill away: it leaves the list, its versions stay. update_skill with status active brings it back.',
  // It can be brought back.
  kind: 'write',
  roles: ['user'],
  rest: ['DELETE /api/v1/skills/:skill_id'],
  tool: false,
  input: z.object({ skill_id: field.skillId }),
  output: z.object({ skill: Skill }),
  async run({ skill_id }, context) {
    const skill = await requireSkill(context, skill_id)
    const archived = await archive(context.db, skill.id, at(context))
    if (archived === undefined) return { skill: skillOf(skill) }
    context.emit({ type: 'skill.archived', ...placeOf(archived), before: { status: 'active' }, after: { status: 'archived' } })
    return { skill: skillOf(archived) }
  },
})
