import type { RuntimeDatabase } from '../runtime.ts'
import type { LeaseRow } from './tables.ts'

export async function findLease(db: RuntimeDatabase, root: string): Promise<LeaseRow | undefined> {
  return db.selectFrom('runtime_leases').selectAll().where('root', '=', root).executeTakeFirst()
}

/** Takes the lease of a root; false if somebody has it. */
export async function insertLease(db: RuntimeDatabase, row: LeaseRow): Promise<boolean> {
  const added = await db
    .insertInto('runtime_leases')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('root')
    .execute()
  return added.length > 0
}

/** Ends a lease, if it is still this one. */
export async function deleteLease(db: RuntimeDatabase, { root, id }: Pick<LeaseRow, 'root' | 'id'>): Promise<void> {
  await db.deleteFrom('runtime_leases').where('root', '=', root).where('id', '=', id).execute()
}
