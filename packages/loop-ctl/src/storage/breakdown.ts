import type { CtlDatabase } from '../ctl.ts'
import type { Edge } from '../graph/circle.ts'
import type { Level } from '../graph/fault.ts'
import { edgesOf } from './dependencies.ts'
import type { EpicRow, StoryRow } from './tables.ts'

/** All that a project is broken down into, with what waits for what; epics and stories by number. */
export interface Breakdown {
  epics: EpicRow[]
  stories: StoryRow[]
  edges: Record<Level, Edge[]>
}

export async function loadBreakdown(db: CtlDatabase, projectId: string): Promise<Breakdown> {
  const epics = await db.selectFrom('ctl_epics').selectAll().where('project_id', '=', projectId).orderBy('number').execute()
  const stories = await db
    .selectFrom('ctl_stories')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('sort_key')
    .orderBy('number')
    .execute()
  return { epics, stories, edges: { story: await edgesOf(db, 'story', projectId), epic: await edgesOf(db, 'epic', projectId) } }
}

/** Changes what an epic or a story says, never how it stands. */
export async function rewrite(db: CtlDatabase, level: Level, { id, set }: { id: string; set: Record<string, unknown> }): Promise<void> {
  const table = level === 'epic' ? 'ctl_epics' : 'ctl_stories'
  await db.updateTable(table).set(set).where('id', '=', id).execute()
}
