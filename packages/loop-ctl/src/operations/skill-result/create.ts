import { operation, text } from 'loop-core'
import { z } from 'zod'
import { recordSkillResult } from '../../changes/skill-result.ts'
import * as field from '../../fields.ts'
import { SkillResult, skillResultOf } from '../../views/skill.ts'

const count = field.count.optional()

const metrics = z
  .looseObject({
    findings_count: count,
    false_positive_count: count,
    true_positive_count: count,
    review_duration_ms: z.int().min(0).max(1_000_000_000_000).optional(),
    iteration: count,
  })
  .refine((value) => field.metadata.safeParse(value).success, { message: 'must be at most 64 KiB as JSON' })

export const createSkillResult = operation({
  name: 'create_skill_result',
  title: 'Create skill result',
  summary: 'Record which version of a skill led to a verification, and how it did. Then GET /api/v1/skills/:skill_id/stats.',
  command: 'skill-result create',
  kind: 'write',
  roles: ['orchestrator'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/skill_results'],
  status: 201,
  tool: false,
  input: z.object({
    skill_version_id: field.skillVersionId,
    verification_result_id: text(64, 1),
    story_id: text(64, 1),
    metrics: metrics.optional(),
  }),
  output: z.object({ skill_result: SkillResult }),
  async run({ metrics = {}, ...ids }, context) {
    return { skill_result: skillResultOf(await recordSkillResult(context, { ...ids, metrics })) }
  },
})
