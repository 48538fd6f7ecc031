import { operation } from 'loop-core'
import { z } from 'zod'
import { createSkill as create } from '../../changes/skill.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { SkillWithVersion, skillWithVersionOf } from '../../views/skill.ts'
import { limits } from '../../words.ts'

export const createSkill = operation({
  name: 'create_skill',
  title: 'Create skill',
  summary: 'Keep how some work is done, as version 1; for one project or for all. Then POST /api/v1/skills/:skill_id/versions changes it.',
  kind: 'write',
  roles: ['user'],
  tool: false,
  rest: ['POST /api/v1/skills'],
  status: 201,
  input: z.object({
    name: field.said(limits.name),
    description: field.skillDescription.optional(),
    project_id: field.projectId.nullish().describe('Id or slug; for all projects unless said'),
    ...field.newSkillVersion,
  }),
  output: SkillWithVersion,
  async run({ project_id: reference, metadata, ...given }, context) {
    const project_id = reference ? (await requireProject(context.db, reference)).id : null
    const made = await create(context, { ...given, project_id, metadata: JSON.stringify(metadata ?? {}) })
    if (made === undefined) throw taken()
    return skillWithVersionOf(made)
  },
})

function taken() {
  const hints = [
    'POST /api/v1/skills/:skill_id/versions changes the skill of this name; PATCH with status active brings back an archived one.',
  ]
  return invalid({ name: 'has already been taken' }, { code: 'skill_name_taken', hints })
}
