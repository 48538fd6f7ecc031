import { sql } from 'kysely'
import type { Database } from 'loop-core'
import type { Priority, TaskStatus } from '../words.ts'
import { isInView, type Listing, statusAsOf, taskViews } from './listed.ts'
import { isVisible, type Seen } from './loops.ts'
import { isReady } from './ready.ts'
import type { QueueTables } from './tables.ts'
import { isTaskVisible } from './tasks.ts'

type Moment = Pick<Listing, 'workspaceId' | 'viewer' | 'at' | 'maxAttempts' | 'readyAgain'>

const countedViews = taskViews.filter((view) => view !== 'all')
type CountedView = (typeof countedViews)[number]

function seenTasks(db: Database<QueueTables>, { workspaceId, viewer }: Seen) {
  return db.selectFrom('queue_tasks').where('workspace_id', '=', workspaceId).where(isTaskVisible(viewer))
}

export async function countSeenTasks(db: Database<QueueTables>, seen: Seen): Promise<number> {
  const { count } = await seenTasks(db, seen)
    .select((all) => all.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many tasks there are of each status and priority. */
export async function countByKind(
  db: Database<QueueTables>,
  moment: Moment,
): Promise<{ status: TaskStatus; priority: Priority; count: number }[]> {
  const status = statusAsOf(moment.at, moment.maxAttempts)
  const counted = seenTasks(db, moment).select([status.as('now'), 'priority'])
  const rows = await db
    .selectFrom(counted.as('counted'))
    .select(['now', 'priority', (all) => all.fn.countAll<number>().as('count')])
    .groupBy(['now', 'priority'])
    .execute()
  return rows.map(({ now, priority, count }) => ({ status: now, priority, count: Number(count) }))
}

/** How many tasks each view of list_tasks has. */
export async function countViews(db: Database<QueueTables>, moment: Moment): Promise<Record<CountedView, number>> {
  const sums = countedViews.map((view) => sql<number>`sum(case when ${isInView(view, moment)} then 1 else 0 end)`.as(view))
  const counts = await seenTasks(db, moment).select(sums).executeTakeFirstOrThrow()
  return Object.fromEntries(countedViews.map((view) => [view, Number(counts[view] ?? 0)])) as Record<CountedView, number>
}

/** When the oldest of the ready tasks was made. */
export async function oldestReady(db: Database<QueueTables>, moment: Moment): Promise<string | undefined> {
  const { oldest } = await seenTasks(db, moment)
    .where(isInView('ready', moment))
    .select((select) => select.fn.min('created_at').as('oldest'))
    .executeTakeFirstOrThrow()
  return oldest ?? undefined
}

/** How many active loops have a task that a claim could take. */
export async function countLoopsWithWork(db: Database<QueueTables>, { workspaceId, viewer, at, readyAgain }: Moment): Promise<number> {
  const ready = sql`(${isReady(at)} or queue_tasks.id in (${sql.join(['', ...readyAgain])}))`
  const { count } = await db
    .selectFrom('queue_loops')
    .select((all) => all.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'active')
    .where(isVisible(viewer))
    .where(sql<boolean>`exists (select 1 from queue_tasks where queue_tasks.loop_id = queue_loops.id and ${ready})`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The leases that have an end and have not reached it. */
export async function countLeases(db: Database<QueueTables>, { at, ...seen }: Moment): Promise<{ live: number; next: string | undefined }> {
  const { live, next } = await seenTasks(db, seen)
    .where('lease_expires_at', '>', at)
    .select((all) => [all.fn.countAll<number>().as('live'), all.fn.min('lease_expires_at').as('next')])
    .executeTakeFirstOrThrow()
  return { live: Number(live), next: next ?? undefined }
}
