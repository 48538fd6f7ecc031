import type { Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { findProject } from '../storage/projects.ts'
import type { ProjectRow, StoryRow } from '../storage/tables.ts'

/** Refuses a project that was put away: it takes no new work, while what is under way can be finished. */
export function requireActive({ status }: Pick<ProjectRow, 'status'>): void {
  const hints = ['An archived project takes no new work; what is under way can still be finished.']
  if (status === 'archived') throw invalid({ project_id: 'is archived' }, { code: 'project_archived', hints })
}

/** The same for the project of a story. */
export async function requireActiveProject({ db }: Ctl, { project_id }: Pick<StoryRow, 'project_id'>): Promise<void> {
  const project = await findProject(db, project_id)
  if (project) requireActive(project)
}
