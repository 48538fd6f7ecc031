import type { CtlDatabase } from '../ctl.ts'
import type { Edge } from '../graph/circle.ts'
import type { Level, ProjectGraph } from '../graph/fault.ts'
import { edgesOf } from './dependencies.ts'
import type { EpicRow, StoryRow } from './tables.ts'

export type GraphEpic = Pick<EpicRow, 'id' | 'number' | 'title' | 'phase' | 'position'>
export type GraphStory = Pick<StoryRow, 'id' | 'epic_id' | 'number' | 'title' | 'agent_status' | 'verified_status'>

/** Everything of a project and what waits for what in it; epics by number, stories by theirs. */
export interface LoadedGraph extends ProjectGraph {
  epics: Map<string, GraphEpic>
  stories: Map<string, GraphStory>
  edges: Record<Level, Edge[]>
}

export async function loadGraph(db: CtlDatabase, projectId: string): Promise<LoadedGraph> {
  const epics = await db
    .selectFrom('ctl_epics')
    .select(['id', 'number', 'title', 'phase', 'position'])
    .where('project_id', '=', projectId)
    .orderBy('number')
    .execute()
  const stories = await db
    .selectFrom('ctl_stories')
    .select(['id', 'epic_id', 'number', 'title', 'agent_status', 'verified_status'])
    .where('project_id', '=', projectId)
    .orderBy('sort_key')
    .orderBy('number')
    .execute()
  const edges = { story: await edgesOf(db, 'story', projectId), epic: await edgesOf(db, 'epic', projectId) }
  return { epics: byId(epics), stories: byId(stories), edges }
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
