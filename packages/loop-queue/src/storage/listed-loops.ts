import { type RawBuilder, sql } from 'kysely'
import type { Database } from 'loop-core'
import type { LoopStatus } from '../words.ts'
import { isVisible, type Seen } from './loops.ts'
import type { LoopRow, QueueTables } from './tables.ts'

/** Active loops come first, shipped ones last. */
const rank = sql<number>`(case status when 'active' then 0 when 'on_hold' then 1 else 2 end)`

/** What loops are listed by. */
export type LoopPlace = Pick<LoopRow, 'status' | 'shipped_at' | 'priority' | 'created_at' | 'id'>

interface Wanted extends Seen {
  status?: LoopStatus
  /** Where the page before ended. */
  after?: LoopPlace
}

/** Loops of all statuses: active and held ones in loop order, then the shipped ones, the newest first. */
export async function listedLoops(
  db: Database<QueueTables>,
  { workspaceId, viewer, status, after }: Wanted,
  limit: number,
): Promise<LoopRow[]> {
  let loops = db.selectFrom('queue_loops').selectAll().where('workspace_id', '=', workspaceId).where(isVisible(viewer))
  if (status !== undefined) loops = loops.where('status', '=', status)
  if (after !== undefined) loops = loops.where(isBehind(after))
  return loops
    .orderBy(rank)
    .orderBy('shipped_at', 'desc')
    .orderBy('priority', 'asc')
    .orderBy('created_at', 'asc')
    .orderBy('id', 'asc')
    .limit(limit)
    .execute()
}

function isBehind({ status, shipped_at, priority, created_at, id }: LoopPlace): RawBuilder<boolean> {
  const place = sql`(priority, created_at, id) > (${priority}, ${created_at}, ${id})`
  if (status === 'active') return sql<boolean>`(status <> 'active' or ${place})`
  if (status === 'on_hold') return sql<boolean>`(status = 'shipped' or (status = 'on_hold' and ${place}))`
  return sql<boolean>`(status = 'shipped' and (shipped_at < ${shipped_at} or (shipped_at = ${shipped_at} and ${place})))`
}
