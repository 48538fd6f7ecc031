import { type RawBuilder, sql } from 'kysely'
import type { Database } from 'loop-core'
import { dialectOf } from 'loop-core/storage'
import { isVisible, type Seen } from './loops.ts'
import type { QueueTables, TaskRow } from './tables.ts'

/** What makes a task ready, apart from its loop. */
export function isReady(at: string) {
  return sql<boolean>`(queue_tasks.status = 'approved' and queue_tasks.open_blockers = 0 and (queue_tasks.not_before is null or queue_tasks.not_before <= ${at}))`
}

const workOrder = sql`queue_tasks.priority_rank, queue_tasks.due_sort, queue_tasks.created_at, queue_tasks.id`

interface Wanted extends Seen {
  at: string
  /** Only in this loop. */
  loopId?: string
}

/** The ready tasks of active loops that are seen, in loop order and then in work order. `cross join` makes the planner walk the loops first. */
function selectReady({ workspaceId, viewer, at, loopId }: Wanted) {
  const only = loopId === undefined ? sql`` : sql`and queue_loops.id = ${loopId}`
  return sql`from queue_loops cross join queue_tasks
    where queue_loops.workspace_id = ${workspaceId} and queue_loops.status = 'active' and ${isVisible(viewer)} ${only}
      and queue_tasks.loop_id = queue_loops.id and ${isReady(at)}
    order by queue_loops.priority, queue_loops.created_at, queue_loops.id, ${workOrder}`
}

/** The ready tasks of the first loop that has any. Two walks along indexes; in one walk SQLite would sort all ready tasks of a loop to find the first. */
function selectReadyOfFirst({ workspaceId, viewer, at, loopId }: Wanted) {
  const only = loopId === undefined ? sql`` : sql`and queue_loops.id = ${loopId}`
  const loop = sql`select queue_loops.id from queue_loops
    where queue_loops.workspace_id = ${workspaceId} and queue_loops.status = 'active' and ${isVisible(viewer)} ${only}
      and exists (select 1 from queue_tasks where queue_tasks.loop_id = queue_loops.id and ${isReady(at)})
    order by queue_loops.priority, queue_loops.created_at, queue_loops.id limit 1`
  return sql`from queue_tasks where queue_tasks.loop_id = (${loop}) and ${isReady(at)} order by ${workOrder}`
}

/** The task that a claim would take now. */
export async function firstReady(db: Database<QueueTables>, wanted: Wanted): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`select queue_tasks.* ${selectReadyOfFirst(wanted)} limit 1`.execute(db)
  return rows[0]
}

/** The ready tasks of one loop, in work order. */
export async function readyTasks(db: Database<QueueTables>, loopId: string, at: string, limit: number): Promise<TaskRow[]> {
  const { rows } =
    await sql<TaskRow>`select queue_tasks.* from queue_tasks where loop_id = ${loopId} and ${isReady(at)} order by ${workOrder} limit ${limit}`.execute(
      db,
    )
  return rows
}

/** How many tasks without a loop could be begun. */
export async function countUnassignedReady(db: Database<QueueTables>, workspaceId: string, at: string): Promise<number> {
  const where = sql`workspace_id = ${workspaceId} and loop_id is null and ${isReady(at)}`
  const { rows } = await sql<{ count: number }>`select count(*) as count from queue_tasks where ${where}`.execute(db)
  return Number(rows[0]!.count)
}

type LeaseValues = Pick<TaskRow, 'lease_holder' | 'lease_member' | 'lease_worker' | 'lease_expires_at'>

/**
 * Takes the first ready task in one statement, so that each is taken once however many ask at the same moment.
 *
 * Where rows can be skipped, callers take different tasks instead of waiting for each other.
 */
export async function takeFirstReady(db: Database<QueueTables>, wanted: Wanted, lease: LeaseValues): Promise<TaskRow | undefined> {
  if (!dialectOf(db).skipLocked) return take(db, sql`${selectReadyOfFirst(wanted)} limit 1`, wanted, lease)
  const skip = sql`limit 1 for update of queue_tasks skip locked`
  const taken = await take(db, sql`${selectReadyOfFirst(wanted)} ${skip}`, wanted, lease)
  // Others may be taking all that the first loop has; then it is the turn of the loops behind it.
  return taken ?? (await take(db, sql`${selectReady(wanted)} ${skip}`, wanted, lease))
}

async function take(
  db: Database<QueueTables>,
  first: RawBuilder<unknown>,
  wanted: Wanted,
  lease: LeaseValues,
): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`with next as materialized (select queue_tasks.id ${first})
    update queue_tasks set
      status = 'in_progress', generation = generation + 1, lease_kind = 'explicit', lease_holder = ${lease.lease_holder}, lease_member = ${lease.lease_member},
      lease_worker = ${lease.lease_worker}, lease_claimed_at = ${wanted.at}, lease_expires_at = ${lease.lease_expires_at}, lease_seen_at = ${wanted.at},
      lease_seen_version = version, lease_seen_comments = comment_count, updated_at = ${wanted.at}
    where id = (select id from next) and status = 'approved' and open_blockers = 0
    returning *`.execute(db)
  return rows[0]
}
