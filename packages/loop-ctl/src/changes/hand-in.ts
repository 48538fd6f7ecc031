import type { z } from 'zod'
import { at, type Ctl } from '../ctl.ts'
import type { artifact, tokenUsage } from '../fields.ts'
import { insertArtifact, insertTokenUsage } from '../storage/handed-in.ts'
import type { ArtifactRow, StoryRow, TokenUsageRow } from '../storage/tables.ts'

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
  emit({ type: 'artifact.reported', entity: row.id, scope: project_id, task: story_id, after: { artifact_type, path }, details })
  return row
}

/** Counts tokens for whoever implements the story, since it is their work; where nobody does, for whoever reports them. */
export async function handInTokens(ctl: Ctl, story: StoryRow, given: z.output<typeof tokenUsage>): Promise<TokenUsageRow> {
  const { actor, db, emit, newId } = ctl
  const row: TokenUsageRow = {
    id: newId(),
    story_id: story.id,
    project_id: story.project_id,
    agent_id: story.assigned_agent_id ?? actor.agent!.id,
    input_tokens: given.input_tokens,
    output_tokens: given.output_tokens,
    model_name: given.model_name,
    cost_millicents: given.cost_millicents,
    phase: given.phase ?? 'other',
    session_id: given.session_id ?? null,
    skill_version_id: given.skill_version_id ?? null,
    metadata: JSON.stringify(given.metadata ?? {}),
    deleted_at: null,
    corrects_report_id: null,
    inserted_at: at(ctl),
    updated_at: at(ctl),
  }
  await insertTokenUsage(db, row)
  const { id, agent_id, input_tokens, output_tokens, cost_millicents } = row
  const after = { agent_id, input_tokens, output_tokens, cost_millicents }
  const { id: story_id, project_id: scope } = story
  emit({ type: 'token_usage_report.created', entity: id, scope, task: story_id, after, details: { story_id } })
  return row
}
