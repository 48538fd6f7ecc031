import type { z } from 'zod'
import { at, type Ctl } from '../ctl.ts'
import type { artifact } from '../fields.ts'
import { insertArtifact } from '../storage/handed-in.ts'
import type { ArtifactRow, StoryRow } from '../storage/tables.ts'

/** Keeps what was made for a story, and tells those who listen. */
export async function handInArtifact(ctl: Ctl, story: StoryRow, given: z.output<typeof artifact>): Promise<ArtifactRow> {
  const { actor, db, emit, newId } = ctl
  const row: ArtifactRow = {
    id: newId(),
    story_id: story.id,
    reported_by: actor.role === 'orchestrator' ? 'orchestrator' : 'agent',
    reporter_agent_id: actor.agent?.id ?? null,
    artifact_type: given.artifact_type,
    path: given.path,
    exists: given.exists === false ? 0 : 1,
    details: JSON.stringify(given.details ?? {}),
    inserted_at: at(ctl),
    updated_at: at(ctl),
  }
  await insertArtifact(db, row)
  const { id: artifact_report_id, artifact_type, path, reported_by } = row
  const { id: story_id, project_id, epic_id } = story
  const details = { artifact_report_id, story_id, project_id, epic_id, artifact_type, path, reported_by }
  emit({ type: 'artifact_report.created', entity: row.id, scope: project_id, task: story_id, after: { artifact_type, path }, details })
  return row
}
