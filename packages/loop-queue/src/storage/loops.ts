import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Database } from 'loop-core'
import type { LoopRow, QueueTables } from './tables.ts'

/** Private loops exist only for those who made them and those they are shared with. */
export function isVisible(viewer: readonly string[]): RawBuilder<boolean> {
  const names = sql.join(viewer)
  const shared = sql`select 1 from queue_loop_shares where loop_id = queue_loops.id and identity in (${names})`
  return sql<boolean>`(queue_loops.visibility = 'public' or queue_loops.created_by in (${names}) or exists (${shared}))`
}

export interface Seen {
  workspaceId: string
  viewer: readonly string[]
}

export async function findLoop(db: Database<QueueTables>, { workspaceId, viewer }: Seen, id: string): Promise<LoopRow | undefined> {
  const select = db.selectFrom('queue_loops').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId)
  return select.where(isVisible(viewer)).executeTakeFirst()
}

/** Those of some loops that there are, in the order of the ids. */
export async function findLoops(db: Database<QueueTables>, { workspaceId, viewer }: Seen, ids: readonly string[]): Promise<LoopRow[]> {
  const select = db.selectFrom('queue_loops').selectAll().where('id', 'in', ids).where('workspace_id', '=', workspaceId)
  const byId = new Map((await select.where(isVisible(viewer)).execute()).map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}

/** A loop by its id, whoever may see it: for the queue's own work. */
export async function loadLoop(db: Database<QueueTables>, id: string): Promise<LoopRow | undefined> {
  return db.selectFrom('queue_loops').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Active loops in loop order: the smallest number first, the older one where numbers are equal. */
export async function activeLoops(db: Database<QueueTables>, seen: Seen, limit: number): Promise<LoopRow[]> {
  return selectActive(db, seen).limit(limit).execute()
}

/** The same for changes of the order, which concern all of them, seen or not. */
export async function unshippedLoops(
  db: Database<QueueTables>,
  workspaceId: string,
): Promise<Pick<LoopRow, 'id' | 'name' | 'priority' | 'status'>[]> {
  return db
    .selectFrom('queue_loops')
    .select(['id', 'name', 'priority', 'status'])
    .where('workspace_id', '=', workspaceId)
    .where('status', 'in', ['active', 'on_hold'])
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

function selectActive(db: Database<QueueTables>, { workspaceId, viewer }: Seen) {
  return db
    .selectFrom('queue_loops')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'active')
    .where(isVisible(viewer))
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
}

export async function countLoops(db: Database<QueueTables>, { workspaceId, viewer }: Seen): Promise<Record<LoopRow['status'], number>> {
  const rows = await db
    .selectFrom('queue_loops')
    .select(['status', (select) => select.fn.countAll<number>().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where(isVisible(viewer))
    .groupBy('status')
    .execute()
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
  return { active: 0, on_hold: 0, shipped: 0, ...counts }
}

/** How many loops a workspace has in all, for its bound. */
export async function countAllLoops(db: Database<QueueTables>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('queue_loops')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One more than the largest number of the active loops, so that a new loop comes last; 0 for the first. */
export async function nextPriority(db: Database<QueueTables>, workspaceId: string): Promise<number> {
  const { largest } = await db
    .selectFrom('queue_loops')
    .select((select) => select.fn.max('priority').as('largest'))
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return largest === null || largest === undefined ? 0 : Number(largest) + 1
}

export async function insertLoop(db: Database<QueueTables>, loop: Insertable<LoopRow>): Promise<void> {
  await db.insertInto('queue_loops').values(loop).execute()
}

/** Changes a loop if it still has the status and version that were read; undefined if somebody was faster. */
export async function updateLoop(
  db: Database<QueueTables>,
  { id, status, version }: Pick<LoopRow, 'id' | 'status' | 'version'>,
  changes: Updateable<LoopRow>,
): Promise<LoopRow | undefined> {
  return db
    .updateTable('queue_loops')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .where('status', '=', status)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

export async function sharesOf(db: Database<QueueTables>, loopId: string): Promise<string[]> {
  const rows = await db.selectFrom('queue_loop_shares').select('identity').where('loop_id', '=', loopId).orderBy('identity').execute()
  return rows.map(({ identity }) => identity)
}

export async function replaceShares(
  db: Database<QueueTables>,
  loop: { id: string; workspace_id: string },
  identities: readonly string[],
): Promise<void> {
  await db.deleteFrom('queue_loop_shares').where('loop_id', '=', loop.id).execute()
  const rows = [...new Set(identities)].map((identity) => ({ workspace_id: loop.workspace_id, loop_id: loop.id, identity }))
  if (rows.length > 0) await db.insertInto('queue_loop_shares').values(rows).execute()
}
