import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { isVisible, type Seen } from './loops.ts'
import { isReady } from './ready.ts'
import type { QueueTables } from './tables.ts'

interface Wanted extends Seen {
  at: string
}

/** How many ready tasks come before one: in its loop, and in the whole queue. */
export async function countAhead(
  db: Database<QueueTables>,
  { workspaceId, viewer, at }: Wanted,
  taskId: string,
): Promise<{ inLoop: number; inQueue: number }> {
  const place = (loops: string, tasks: string) => {
    const columns = [`${loops}.priority`, `${loops}.created_at`, `${loops}.id`]
    const ofTask = [`${tasks}.priority_rank`, `${tasks}.due_sort`, `${tasks}.created_at`, `${tasks}.id`]
    return sql.join([...columns, ...ofTask].map((column) => sql.ref(column)))
  }
  const own = sql`from queue_tasks own join queue_loops own_loop on own_loop.id = own.loop_id where own.id = ${taskId}`
  const { rows } = await sql<{ in_loop: number | null; in_queue: number }>`
    select count(*) as in_queue, sum(case when queue_tasks.loop_id = (select own.loop_id ${own}) then 1 else 0 end) as in_loop
    from queue_loops cross join queue_tasks
    where queue_loops.workspace_id = ${workspaceId} and queue_loops.status = 'active' and ${isVisible(viewer)}
      and queue_tasks.loop_id = queue_loops.id and ${isReady(at)}
      and (${place('queue_loops', 'queue_tasks')}) < (select ${place('own_loop', 'own')} ${own})`.execute(db)
  return { inLoop: Number(rows[0]!.in_loop ?? 0), inQueue: Number(rows[0]!.in_queue) }
}
