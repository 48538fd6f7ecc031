import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { statusAsOf } from './listed.ts'
import type { QueueTables, TaskRow } from './tables.ts'

interface Moment {
  at: string
  maxAttempts: number
  /** Tasks that are ready because their lease has run out, which is not written down yet. */
  readyAgain: readonly string[]
}

/** The tasks of a loop as somebody looks at them: what is in work, what can be begun, what cannot, and what is over; each in work order. */
export async function tasksOfLoop(
  db: Database<QueueTables>,
  loopId: string,
  { at, maxAttempts, readyAgain }: Moment,
  limit: number,
): Promise<TaskRow[]> {
  const status = statusAsOf(at, maxAttempts)
  const rests = sql`(not_before > ${at} or (lease_expires_at <= ${at} and id not in (${sql.join(['', ...readyAgain])})))`
  const rank = sql`(case ${status} when 'in_progress' then 0
    when 'approved' then (case when open_blockers > 0 then 3 when ${rests} then 2 else 1 end)
    when 'open' then 4 when 'on_hold' then 5 when 'shipped' then 6 else 7 end)`
  return db
    .selectFrom('queue_tasks')
    .selectAll()
    .where('loop_id', '=', loopId)
    .orderBy(rank)
    .orderBy('priority_rank')
    .orderBy('due_sort')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** How many tasks of a loop are held under a lease that has an end and has not reached it. */
export async function countLiveLeases(db: Database<QueueTables>, loopId: string, at: string): Promise<number> {
  const { count } = await db
    .selectFrom('queue_tasks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('loop_id', '=', loopId)
    .where('lease_expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return Number(count)
}
