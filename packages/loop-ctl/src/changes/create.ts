import { at, type Ctl } from '../ctl.ts'
import { sortKeyOf } from '../number.ts'
import type { EpicRow, ProjectRow, StoryRow } from '../storage/tables.ts'

/** A project as it begins. */
export function newProject(ctl: Ctl, given: Pick<ProjectRow, 'name' | 'slug'> & Partial<ProjectRow>): ProjectRow {
  const empty = { repo_url: null, description: null, tech_stack: null, mission: null, metadata: '{}' }
  return { ...empty, id: ctl.newId(), status: 'active', graph_version: 0, inserted_at: at(ctl), updated_at: at(ctl), ...given }
}

/** An epic as it begins: without stories nothing in it is open. */
export function newEpic(ctl: Ctl, given: Pick<EpicRow, 'project_id' | 'number' | 'title'> & Partial<EpicRow>): EpicRow {
  const empty = { description: null, phase: null, position: 0, metadata: '{}', unverified_count: 0, open_blockers: 0, completed_at: null }
  return { ...empty, id: ctl.newId(), inserted_at: at(ctl), updated_at: at(ctl), ...given }
}

/** A story as it begins: pending, unverified, nobody's. */
export function newStory(ctl: Ctl, given: Pick<StoryRow, 'project_id' | 'epic_id' | 'number' | 'title'> & Partial<StoryRow>): StoryRow {
  return {
    id: ctl.newId(),
    sort_key: sortKeyOf(given.number),
    description: null,
    acceptance_criteria: null,
    estimated_hours: null,
    agent_status: 'pending',
    verified_status: 'unverified',
    assigned_agent_id: null,
    reported_by_agent_id: null,
    assigned_at: null,
    review_requested_at: null,
    reported_done_at: null,
    verified_at: null,
    rejected_at: null,
    rejection_reason: null,
    ever_assigned: 0,
    open_blockers: 0,
    metadata: '{}',
    inserted_at: at(ctl),
    updated_at: at(ctl),
    ...given,
  }
}
