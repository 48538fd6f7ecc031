import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { dialectOf } from 'loop-core/storage'
import type { Priority, TaskStatus } from '../words.ts'
import type { Seen } from './loops.ts'
import { isReady } from './ready.ts'
import type { QueueTables, TaskRow } from './tables.ts'
import { isTaskVisible } from './tasks.ts'

export const taskViews = ['unassigned', 'all', 'ready', 'blocked', 'claimed', 'overdue', 'stale', 'dead', 'stranded'] as const
export type TaskView = (typeof taskViews)[number]

export interface Listing extends Seen {
  at: string
  maxAttempts: number
  view: TaskView
  status?: TaskStatus
  priority?: Priority
  loop_id?: string
  query?: string
  /** Tasks that are ready because their lease has run out, which is not written down yet. */
  readyAgain: readonly string[]
}

/** The status of a task as it is at a time: a lease that has run out is over. */
export function statusAsOf(at: string, maxAttempts: number) {
  return sql<TaskStatus>`(case when queue_tasks.lease_expires_at <= ${at} then (case when queue_tasks.failures + 1 < ${maxAttempts} then 'approved' else 'on_hold' end) else queue_tasks.status end)`
}

const day = 24 * 3_600_000

/** The condition of each view. */
export function isInView(view: TaskView, { at, maxAttempts, readyAgain }: Pick<Listing, 'at' | 'maxAttempts' | 'readyAgain'>) {
  const status = statusAsOf(at, maxAttempts)
  const unsettled = sql<boolean>`${status} not in ('shipped', 'rejected')`
  const loopIs = (wanted: string) =>
    sql`exists (select 1 from queue_loops where queue_loops.id = queue_tasks.loop_id and queue_loops.status = ${wanted})`
  const inActiveLoop = sql`(queue_tasks.loop_id is null or ${loopIs('active')})`
  const conditions = {
    unassigned: sql<boolean>`queue_tasks.loop_id is null`,
    all: sql<boolean>`1 = 1`,
    ready: sql<boolean>`((${isReady(at)} or queue_tasks.id in (${sql.join(['', ...readyAgain])})) and ${inActiveLoop})`,
    blocked: sql<boolean>`(${unsettled} and queue_tasks.open_blockers > 0)`,
    claimed: sql<boolean>`${status} = 'in_progress'`,
    overdue: sql<boolean>`(${unsettled} and queue_tasks.due_date < ${at.slice(0, 10)})`,
    stale: sql<boolean>`(queue_tasks.status = 'in_progress' and queue_tasks.lease_kind = 'implicit' and queue_tasks.lease_seen_at <= ${new Date(Date.parse(at) - day).toISOString()})`,
    dead: sql<boolean>`(queue_tasks.dead_at is not null or (queue_tasks.lease_expires_at <= ${at} and queue_tasks.failures + 1 >= ${maxAttempts}))`,
    stranded: sql<boolean>`(${unsettled} and ${loopIs('shipped')})`,
  }
  return conditions[view]
}

function select(db: Database<QueueTables>, listing: Listing) {
  const { workspaceId, viewer, status, priority, loop_id, query } = listing
  let tasks = db.selectFrom('queue_tasks').where('workspace_id', '=', workspaceId).where(isTaskVisible(viewer))
  tasks = tasks.where(isInView(listing.view, listing))
  if (status !== undefined) tasks = tasks.where(statusAsOf(listing.at, listing.maxAttempts), '=', status)
  if (priority !== undefined) tasks = tasks.where('priority', '=', priority)
  if (loop_id !== undefined) tasks = tasks.where('loop_id', '=', loop_id)
  if (query !== undefined) tasks = tasks.where(containing(db, 'title', query))
  return tasks
}

/** Whether a text has some words in it, in whatever case. */
export function containing(db: Database<QueueTables>, column: 'name' | 'title', words: string) {
  return sql<boolean>`${dialectOf(db).lowerCase(sql.ref(column))} like ${`%${escaped(words.toLowerCase())}%`} escape '!'`
}

/** Without the meaning that some characters have in a search. */
function escaped(query: string): string {
  return query.replaceAll(/[!%_]/g, '!$&')
}

/** What work order goes by: the rank of the priority, the due date, the time of creation and the id. */
export type TaskPlace = readonly [number, string, string, string]

/** Tasks in work order, behind a place. */
export async function listedTasks(db: Database<QueueTables>, listing: Listing, limit: number, after?: TaskPlace): Promise<TaskRow[]> {
  const place = sql`(queue_tasks.priority_rank, queue_tasks.due_sort, queue_tasks.created_at, queue_tasks.id)`
  let tasks = select(db, listing).selectAll()
  if (after !== undefined) tasks = tasks.where(sql<boolean>`${place} > (${sql.join(after)})`)
  return tasks.orderBy('priority_rank').orderBy('due_sort').orderBy('created_at').orderBy('id').limit(limit).execute()
}

export async function countListed(db: Database<QueueTables>, listing: Listing): Promise<number> {
  const { count } = await select(db, listing)
    .select((all) => all.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
