import type { Selectable } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { AnomalyType } from '../words.ts'
import { type SomeRows, someOf } from './some-rows.ts'
import type { CtlTables } from './tables.ts'

export type AnomalyRow = Selectable<CtlTables['ctl_cost_anomalies']>

export async function findAnomaly(db: CtlDatabase, id: string): Promise<AnomalyRow | undefined> {
  return db.selectFrom('ctl_cost_anomalies').selectAll().where('id', '=', id).executeTakeFirst()
}

type Kind = Pick<AnomalyRow, 'story_id' | 'anomaly_type'>

/** The newest anomaly of one kind of a story, dealt with or not. */
export async function lastAnomaly(db: CtlDatabase, { story_id, anomaly_type }: Kind): Promise<AnomalyRow | undefined> {
  return (
    db
      .selectFrom('ctl_cost_anomalies')
      .selectAll()
      .where('story_id', '=', story_id)
      .where('anomaly_type', '=', anomaly_type)
      // The one that nobody has dealt with is the newest one, whatever the times say.
      .orderBy('resolved')
      .orderBy('inserted_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

/** Adds an anomaly; false if there is one of its kind that nobody has dealt with. */
export async function insertAnomaly(db: CtlDatabase, row: AnomalyRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_cost_anomalies')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** The anomaly of a kind of a story with which nobody has dealt, or none if that is another one. */
export type Unresolved = Kind & Partial<Pick<AnomalyRow, 'id'>>

/** Changes an anomaly that nobody has dealt with; undefined if there is none. */
export async function updateUnresolved(
  db: CtlDatabase,
  { story_id, anomaly_type, id }: Unresolved,
  change: Partial<AnomalyRow>,
): Promise<AnomalyRow | undefined> {
  return db
    .updateTable('ctl_cost_anomalies')
    .set(change)
    .where('story_id', '=', story_id)
    .where('anomaly_type', '=', anomaly_type)
    .where('resolved', '=', 0)
    .$if(id !== undefined, (update) => update.where('id', '=', id!))
    .returningAll()
    .executeTakeFirst()
}

/** The stories of a project that have an anomaly of a kind with which nobody has dealt. */
export async function storiesWithUnresolved(db: CtlDatabase, project_id: string, anomaly_type: AnomalyType): Promise<Set<string>> {
  const rows = await db
    .selectFrom('ctl_cost_anomalies')
    .select('story_id')
    .where('project_id', '=', project_id)
    .where('anomaly_type', '=', anomaly_type)
    .where('resolved', '=', 0)
    .execute()
  return new Set(rows.map(({ story_id }) => story_id))
}

export interface AnomalyFilter {
  project?: string
  anomaly_type?: AnomalyType
  /** Undefined is both. */
  resolved?: boolean
  include_archived?: boolean
}

export type ListedAnomaly = AnomalyRow & { story_title: string }

/** Anomalies, newest first. */
export async function selectAnomalies(
  db: CtlDatabase,
  { project, anomaly_type, resolved, include_archived }: AnomalyFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<ListedAnomaly>> {
  let select = db
    .selectFrom('ctl_cost_anomalies as anomaly')
    .innerJoin('ctl_stories as story', 'story.id', 'anomaly.story_id')
    .selectAll('anomaly')
    .select('story.title as story_title')
    .orderBy('anomaly.inserted_at', 'desc')
    .orderBy('anomaly.id', 'desc')
  if (project !== undefined) select = select.where('anomaly.project_id', '=', project)
  if (anomaly_type !== undefined) select = select.where('anomaly.anomaly_type', '=', anomaly_type)
  if (resolved !== undefined) select = select.where('anomaly.resolved', '=', resolved ? 1 : 0)
  return someOf(include_archived ? select : select.where('anomaly.archived', '=', 0), page)
}
