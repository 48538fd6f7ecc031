import { at, type Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { findVerification } from '../storage/handed-in.ts'
import { insertSkillResult } from '../storage/skill-results.ts'
import type { SkillResultRow } from '../storage/skill-tables.ts'
import { findStory } from '../storage/stories.ts'
import { requireSkillVersion } from './skill.ts'

/** What is counted together with that of other results; a result may say more. */
export interface Metrics extends Record<string, unknown> {
  findings_count?: number
  false_positive_count?: number
  iteration?: number
}

type Given = Pick<SkillResultRow, 'skill_version_id' | 'verification_result_id' | 'story_id'> & { metrics: Metrics }

/** Records what a version of a skill led to: a verification of a story. */
export async function recordSkillResult(ctl: Ctl, { metrics, ...ids }: Given): Promise<SkillResultRow> {
  await requireSkillVersion(ctl.db, ids.skill_version_id)
  const { id: story_id, project_id: scope } = await requireVerified(ctl, ids)
  const row: SkillResultRow = {
    ...{ ...ids, story_id, id: ctl.newId(), metrics: JSON.stringify(metrics) },
    findings_count: metrics.findings_count ?? null,
    false_positive_count: metrics.false_positive_count ?? null,
    iteration: metrics.iteration ?? null,
    inserted_at: at(ctl),
  }
  await insertSkillResult(ctl.db, row)
  ctl.emit({ type: 'skill_result.created', entity: row.id, scope, task: story_id, after: ids, details: { story_id } })
  return row
}

/** The story, if the verification is one of it. */
async function requireVerified({ db }: Ctl, { story_id, verification_result_id }: Omit<Given, 'metrics'>) {
  const story = await findStory(db, story_id)
  if (story === undefined)
    throw invalid({ story_id: 'is not a story here' }, { code: 'story_not_found', hints: ['list_stories shows the stories of a project.'] })
  const verification = await findVerification(db, verification_result_id)
  if (verification?.story_id === story.id) return story
  const hints = ['GET /api/v1/stories/:story_id/verifications shows those of the story, each with its id.']
  throw invalid({ verification_result_id: 'is not a verification of this story' }, { code: 'verification_not_found', hints })
}
