import { text, time } from 'loop-core'
import { z } from 'zod'
import type { SkillResultRow, SkillRow, SkillVersionRow } from '../storage/skill-tables.ts'
import { skillStatuses } from '../words.ts'

const anyObject = z.record(z.string(), z.unknown())

export const Skill = z
  .object({
    id: text(64),
    project_id: text(64).nullable(),
    name: z.string(),
    description: z.string().nullable(),
    current_version: z.int(),
    status: z.enum(skillStatuses),
    metadata: anyObject,
    inserted_at: time(),
    updated_at: time(),
  })
  .meta({ id: 'Skill' })

export function skillOf({ metadata, ...row }: SkillRow): z.output<typeof Skill> {
  return { ...row, metadata: JSON.parse(metadata) }
}

/** A version without its prompt, which is long. */
export const SkillVersionLine = z.object({
  id: text(64),
  skill_id: text(64),
  version: z.int(),
  changelog: z.string().nullable(),
  created_by: z.string(),
  metadata: anyObject,
  inserted_at: time(),
})

export const SkillVersion = SkillVersionLine.extend({ prompt_text: z.string() }).meta({ id: 'SkillVersion' })

export function skillVersionOf({ metadata, ...row }: SkillVersionRow): z.output<typeof SkillVersion> {
  return { ...row, metadata: JSON.parse(metadata) }
}

/** What becomes of a skill whose prompt has changed. */
export const SkillWithVersion = z.object({ skill: Skill, version: SkillVersion })

export function skillWithVersionOf({ skill, version }: { skill: SkillRow; version: SkillVersionRow }): z.output<typeof SkillWithVersion> {
  return { skill: skillOf(skill), version: skillVersionOf(version) }
}

export const SkillResult = z.object({
  id: text(64),
  skill_version_id: text(64),
  verification_result_id: text(64),
  story_id: text(64),
  metrics: anyObject,
  inserted_at: time(),
})

export function skillResultOf({ id, skill_version_id, verification_result_id, story_id, metrics, inserted_at }: SkillResultRow) {
  return { id, skill_version_id, verification_result_id, story_id, metrics: JSON.parse(metrics), inserted_at }
}
