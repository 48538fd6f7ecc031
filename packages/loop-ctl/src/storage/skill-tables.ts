import type { Selectable } from 'kysely'
import type { SkillStatus } from '../words.ts'

/** The tables of skills, as their rows are stored: JSON and times are text. */
export interface SkillTables {
  ctl_skills: {
    id: string
    /** Null is for all projects. */
    project_id: string | null
    name: string
    description: string | null
    current_version: number
    status: SkillStatus
    metadata: string
    inserted_at: string
    updated_at: string
  }
  ctl_skill_versions: {
    id: string
    skill_id: string
    version: number
    prompt_text: string
    changelog: string | null
    created_by: string
    metadata: string
    inserted_at: string
  }
  ctl_skill_results: {
    id: string
    skill_version_id: string
    verification_result_id: string
    story_id: string
    /** JSON; those that are counted together also stand in columns of their own. */
    metrics: string
    findings_count: number | null
    false_positive_count: number | null
    iteration: number | null
    inserted_at: string
  }
}

export type SkillRow = Selectable<SkillTables['ctl_skills']>
export type SkillVersionRow = Selectable<SkillTables['ctl_skill_versions']>
export type SkillResultRow = Selectable<SkillTables['ctl_skill_results']>
