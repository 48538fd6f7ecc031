import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Database } from 'loop-core'
import { isVisible, type Seen } from './loops.ts'
import { type LineRow, lineColumns, type QueueTables, type TaskNode, type TaskRow } from './tables.ts'

/** A task is seen where its loop is; one without a loop is seen by all. */
export function isTaskVisible(viewer: readonly string[]): RawBuilder<boolean> {
  const loop = sql`select 1 from queue_loops where queue_loops.id = queue_tasks.loop_id and ${isVisible(viewer)}`
  return sql<boolean>`(queue_tasks.loop_id is null or exists (${loop}))`
}

/** Those of some tasks that there are, in the order of the ids. */
export async function findTasks(db: Database<QueueTables>, { workspaceId, viewer }: Seen, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('queue_tasks')
    .selectAll()
    .where('id', 'in', ids)
    .where('workspace_id', '=', workspaceId)
    .where(isTaskVisible(viewer))
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}

/** Those of some tasks that there are, without their bodies. */
export async function findLines(db: Database<QueueTables>, { workspaceId, viewer }: Seen, ids: readonly string[]): Promise<LineRow[]> {
  if (ids.length === 0) return []
  const select = db.selectFrom('queue_tasks').select(lineColumns).where('id', 'in', ids).where('workspace_id', '=', workspaceId)
  return select.where(isTaskVisible(viewer)).execute()
}

/** Tasks by their ids, whoever may see them: for the queue's own work. */
export async function loadTasks(db: Database<QueueTables>, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('queue_tasks').selectAll().where('id', 'in', ids).orderBy('id').execute()
}

/** The same without their bodies. */
export async function loadLines(db: Database<QueueTables>, ids: readonly string[]): Promise<LineRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('queue_tasks').select(lineColumns).where('id', 'in', ids).orderBy('id').execute()
}

export async function insertTasks(db: Database<QueueTables>, tasks: readonly Insertable<TaskRow>[]): Promise<void> {
  // Databases bound the number of parameters of one statement.
  for (let start = 0; start < tasks.length; start += 500)
    await db
      .insertInto('queue_tasks')
      .values(tasks.slice(start, start + 500))
      .execute()
}

type Guard = Pick<TaskRow, 'id' | 'status' | 'generation'> & { version?: number }

/** Changes a task if its status and generation are still those that were read; undefined if somebody was faster. */
export async function updateTask(db: Database<QueueTables>, guard: Guard, changes: Updateable<TaskRow>): Promise<TaskRow | undefined> {
  const update = db
    .updateTable('queue_tasks')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', guard.id)
    .where('status', '=', guard.status)
    .where('generation', '=', guard.generation)
  const guarded = guard.version === undefined ? update : update.where('version', '=', guard.version)
  return guarded.returningAll().executeTakeFirst()
}

/** Changes the lease of a task only: neither a claim nor a heartbeat is an edit, so the version stays. */
export async function updateLease(db: Database<QueueTables>, guard: Guard, changes: Updateable<TaskRow>): Promise<TaskRow | undefined> {
  return db
    .updateTable('queue_tasks')
    .set(changes)
    .where('id', '=', guard.id)
    .where('status', '=', guard.status)
    .where('generation', '=', guard.generation)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteTask(db: Database<QueueTables>, { id, generation }: Pick<TaskRow, 'id' | 'generation'>): Promise<boolean> {
  const row = await db
    .deleteFrom('queue_tasks')
    .where('id', '=', id)
    .where('generation', '=', generation)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const nodeColumns = ['id', 'parent_id', 'open_blockers'] as const

/** Where some tasks stand, whoever may see them. */
export async function loadNodes(db: Database<QueueTables>, ids: readonly string[]): Promise<TaskNode[]> {
  if (ids.length === 0) return []
  return db.selectFrom('queue_tasks').select(nodeColumns).where('id', 'in', ids).orderBy('id').execute()
}

export async function childrenOf(db: Database<QueueTables>, parentIds: readonly string[]): Promise<TaskNode[]> {
  if (parentIds.length === 0) return []
  return db.selectFrom('queue_tasks').select(nodeColumns).where('parent_id', 'in', parentIds).orderBy('id').execute()
}

/** Some tasks with everything beneath them. */
export async function familyOf(db: Database<QueueTables>, tasks: readonly TaskNode[]): Promise<TaskNode[]> {
  const family = new Map(tasks.map((task) => [task.id, task]))
  for (let level = [...tasks]; level.length > 0; ) {
    const children = await childrenOf(
      db,
      level.map(({ id }) => id),
    )
    level = children.filter(({ id }) => !family.has(id))
    for (const child of level) family.set(child.id, child)
  }
  return [...family.values()]
}

export async function writeParent(db: Database<QueueTables>, id: string, parentId: string | null): Promise<void> {
  await db.updateTable('queue_tasks').set({ parent_id: parentId }).where('id', '=', id).execute()
}

export async function countAllTasks(db: Database<QueueTables>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('queue_tasks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Leases that ran out and were not yet returned, in the order of the index: nearly every call asks, and a sort costs more than the look. */
export async function expiredTasks(db: Database<QueueTables>, workspaceId: string, at: string, limit: number): Promise<TaskRow[]> {
  return db
    .selectFrom('queue_tasks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lease_expires_at', '<=', at)
    .orderBy('lease_expires_at')
    .limit(limit)
    .execute()
}
