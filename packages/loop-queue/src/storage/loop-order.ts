import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { isVisible, type Seen } from './loops.ts'
import type { LoopRow, QueueTables } from './tables.ts'

export interface PlacedLoop extends LoopRow {
  /** Its place among the active loops that are seen, from 1. */
  position: number
}

/** A loop with its place, in one statement. */
export async function findPlaced(db: Database<QueueTables>, { workspaceId, viewer }: Seen, id: string): Promise<PlacedLoop | undefined> {
  const { rows } = await sql<PlacedLoop>`select here.*, (
      select count(*) + 1 from queue_loops where queue_loops.workspace_id = here.workspace_id and queue_loops.status = 'active' and ${isVisible(viewer)}
        and (queue_loops.priority, queue_loops.created_at, queue_loops.id) < (here.priority, here.created_at, here.id)
    ) as position from queue_loops as here where here.id = ${id} and here.workspace_id = ${workspaceId}`.execute(db)
  return rows[0] && { ...rows[0], position: Number(rows[0].position) }
}

type Place = Pick<LoopRow, 'priority' | 'created_at' | 'id'>

/** The place of an active loop among those that are seen, from 1. */
export async function positionOf(db: Database<QueueTables>, { workspaceId, viewer }: Seen, loop: Place): Promise<number> {
  const { before } = await db
    .selectFrom('queue_loops')
    .select((select) => select.fn.countAll<number>().as('before'))
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'active')
    .where(isVisible(viewer))
    .where(sql<boolean>`(priority, created_at, id) < (${loop.priority}, ${loop.created_at}, ${loop.id})`)
    .executeTakeFirstOrThrow()
  return Number(before) + 1
}

/** Gives a loop a number in the order; a place is no edit, so the version stays. Undefined where it was shipped meanwhile. */
export async function placeLoop(db: Database<QueueTables>, id: string, priority: number, at: string): Promise<LoopRow | undefined> {
  return db
    .updateTable('queue_loops')
    .set({ priority, updated_at: at })
    .where('id', '=', id)
    .where('status', '<>', 'shipped')
    .returningAll()
    .executeTakeFirst()
}

/** Gives many loops their numbers at once. */
export async function placeLoops(
  db: Database<QueueTables>,
  places: readonly Pick<LoopRow, 'id' | 'priority'>[],
  at: string,
): Promise<void> {
  // Databases bound the number of parameters of one statement.
  for (let start = 0; start < places.length; start += 500) {
    const rows = places.slice(start, start + 500).map(({ id, priority }) => sql`(${id}, cast(${priority} as double precision))`)
    await sql`update queue_loops set priority = places.column2, updated_at = ${at}
      from (values ${sql.join(rows)}) as places where queue_loops.id = places.column1 and status <> 'shipped'`.execute(db)
  }
}
