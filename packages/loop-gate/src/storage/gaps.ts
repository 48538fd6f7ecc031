import type { GateDatabase } from '../gate.ts'
import type { GapRow } from './tables.ts'

/** Files a gap, or counts it once more where it is open already. */
export async function fileGap(db: GateDatabase, row: GapRow): Promise<GapRow> {
  const { blocker, tried, needs } = row
  const added = await db
    .insertInto('gate_gaps')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (added) return added
  return db
    .updateTable('gate_gaps')
    .set((eb) => ({ blocker, tried, needs, count: eb('count', '+', 1) }))
    .where('workspace_id', '=', row.workspace_id)
    .where('criterion_id', '=', row.criterion_id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function openGaps(db: GateDatabase, workspaceId: string): Promise<GapRow[]> {
  return db
    .selectFrom('gate_gaps')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'open')
    .orderBy('filed_at')
    .orderBy('id')
    .execute()
}

/** Resolves the open gap of a criterion; undefined if there is none. */
export async function resolveGap(
  db: GateDatabase,
  { workspace_id, criterion_id }: Pick<GapRow, 'workspace_id' | 'criterion_id'>,
  at: string,
): Promise<GapRow | undefined> {
  return db
    .updateTable('gate_gaps')
    .set({ status: 'resolved', resolved_at: at })
    .where('workspace_id', '=', workspace_id)
    .where('criterion_id', '=', criterion_id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst()
}
