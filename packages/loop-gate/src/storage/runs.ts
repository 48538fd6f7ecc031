import type { GateDatabase } from '../gate.ts'
import type { RunRow } from './tables.ts'

type Key = Pick<RunRow, 'workspace_id' | 'criterion_id' | 'scope_digest'>

export async function findRun(db: GateDatabase, key: Key): Promise<RunRow | undefined> {
  return db.selectFrom('gate_runs').selectAll().where(matches(key)).executeTakeFirst()
}

/** Takes the lease of a run; false if somebody has it. */
export async function insertRun(db: GateDatabase, row: RunRow): Promise<boolean> {
  const added = await db
    .insertInto('gate_runs')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Ends a lease, if it is still this one; false if it is gone. */
export async function deleteRun(db: GateDatabase, { id, ...key }: Key & Pick<RunRow, 'id'>): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('gate_runs').where(matches(key)).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

function matches({ workspace_id, criterion_id, scope_digest }: Key) {
  // biome-ignore lint/suspicious/noExplicitAny: the builder's type depends on the statement around it
  return (where: any) => where.and({ workspace_id, criterion_id, scope_digest })
}
