import type { CtlDatabase } from '../ctl.ts'
import type { StoryRow } from './tables.ts'

/** How many stories stand at the same place of both ladders, and the hours that were estimated for them. */
export interface Standing extends Pick<StoryRow, 'agent_status' | 'verified_status'> {
  stories: number
  hours: number
}

/** Where the stories of a project or of an epic stand. */
export async function standings(db: CtlDatabase, within: { project_id: string } | { epic_id: string }): Promise<Standing[]> {
  const [[column, id]] = Object.entries(within) as [['project_id' | 'epic_id', string]]
  const rows = await db
    .selectFrom('ctl_stories')
    .select((of) => [
      'agent_status',
      'verified_status',
      of.fn.countAll<number>().as('stories'),
      of.fn.coalesce(of.fn.sum<number>('estimated_hours'), of.lit(0)).as('hours'),
    ])
    .where(column, '=', id)
    .groupBy(['agent_status', 'verified_status'])
    .execute()
  return rows.map((row) => ({ ...row, stories: Number(row.stories), hours: Number(row.hours) }))
}

/** How many epics a project has, and in how many there are stories that are all verified. */
export async function countEpics(db: CtlDatabase, projectId: string): Promise<{ all: number; completed: number }> {
  const ofProject = db.selectFrom('ctl_epics').where('project_id', '=', projectId)
  const { all } = await ofProject.select((of) => of.fn.countAll<number>().as('all')).executeTakeFirstOrThrow()
  const { completed } = await ofProject
    .select((of) => of.fn.countAll<number>().as('completed'))
    .where('unverified_count', '=', 0)
    .where('id', 'in', db.selectFrom('ctl_stories').select('epic_id').where('project_id', '=', projectId))
    .executeTakeFirstOrThrow()
  return { all: Number(all), completed: Number(completed) }
}

/** How many stories each of these epics has; an epic without any is left out. */
export async function countStoriesOf(db: CtlDatabase, epicIds: readonly string[]): Promise<Map<string, number>> {
  if (epicIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('ctl_stories')
    .select((of) => ['epic_id', of.fn.countAll<number>().as('stories')])
    .where('epic_id', 'in', epicIds)
    .groupBy('epic_id')
    .execute()
  return new Map(rows.map(({ epic_id, stories }) => [epic_id, Number(stories)]))
}
