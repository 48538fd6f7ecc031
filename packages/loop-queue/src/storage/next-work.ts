import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { isVisible, type Seen } from './loops.ts'
import { isReady } from './ready.ts'
import type { QueueTables } from './tables.ts'

/** Why a loop has nothing ready, the first that applies. */
export const idleReasons = ['claimed', 'waiting', 'blocked', 'none_approved', 'no_active_loops'] as const
export type IdleReason = (typeof idleReasons)[number]

export interface Idle {
  claimed: number
  waiting: number
  blocked: number
  open: number
}

interface Wanted extends Seen {
  at: string
  /** Only these loops; all active ones that are seen unless said. */
  loopIds?: readonly string[]
}

/** What the tasks of active loops are doing instead of being ready, by loop; those whose lease has run out are left out. */
export async function countIdle(db: Database<QueueTables>, { workspaceId, viewer, at, loopIds }: Wanted): Promise<Map<string, Idle>> {
  const only = loopIds === undefined ? sql`` : sql`and queue_loops.id in (${sql.join(['', ...loopIds])})`
  const approved = sql`queue_tasks.status = 'approved'`
  const { rows } = await sql<{ loop_id: string } & Idle>`
    select queue_loops.id as loop_id,
      sum(case when queue_tasks.status = 'in_progress' and (lease_expires_at is null or lease_expires_at > ${at}) then 1 else 0 end) as claimed,
      sum(case when ${approved} and open_blockers = 0 and not_before > ${at} then 1 else 0 end) as waiting,
      sum(case when ${approved} and open_blockers > 0 then 1 else 0 end) as blocked,
      sum(case when queue_tasks.status = 'open' then 1 else 0 end) as open
    from queue_loops left join queue_tasks on queue_tasks.loop_id = queue_loops.id and not ${isReady(at)}
    where queue_loops.workspace_id = ${workspaceId} and queue_loops.status = 'active' and ${isVisible(viewer)} ${only}
    group by queue_loops.id`.execute(db)
  const entries = rows.map(({ loop_id, ...counts }) => [loop_id, numbers(counts)] as const)
  return new Map(entries)
}

function numbers({ claimed, waiting, blocked, open }: Idle): Idle {
  return { claimed: Number(claimed), waiting: Number(waiting), blocked: Number(blocked), open: Number(open) }
}

/** The one word for it, with how many tasks it is about. */
export function reasonOf({ claimed, waiting, blocked, open }: Idle): { reason: IdleReason; count: number } {
  if (claimed > 0) return { reason: 'claimed', count: claimed }
  if (waiting > 0) return { reason: 'waiting', count: waiting }
  return blocked > 0 ? { reason: 'blocked', count: blocked } : { reason: 'none_approved', count: open }
}
