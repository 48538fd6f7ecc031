import { sql } from 'kysely'
import type { Database } from '../storage/storage.ts'
import type { QuotaTables, ReservationRow } from './tables.ts'

type Db = Database<QuotaTables>

interface Use {
  name: string
  day: string
  amount: number
}

/** Adds to what is used of a day; false where that would be more than the limit. */
export async function addUse(db: Db, { name, day, amount, limit }: Use & { limit: number }): Promise<boolean> {
  await db
    .insertInto('core_quotas')
    .values({ name, day, used: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const added = await db
    .updateTable('core_quotas')
    .set({ used: sql<number>`used + ${amount}` })
    .where('name', '=', name)
    .where('day', '=', day)
    .where('used', '<=', limit - amount)
    .returning('name')
    .execute()
  return added.length > 0
}

/** Takes from what is used; a negative amount adds, whatever the limit. */
export async function takeUse(db: Db, { name, day, amount }: Use): Promise<void> {
  await db
    .updateTable('core_quotas')
    .set({ used: sql<number>`used - ${amount}` })
    .where('name', '=', name)
    .where('day', '=', day)
    .execute()
}

export async function insertReservation(db: Db, reservation: ReservationRow): Promise<void> {
  await db.insertInto('core_quota_reservations').values(reservation).execute()
}

/** Takes a reservation away; undefined where somebody else has. */
export async function takeReservation(db: Db, id: string): Promise<ReservationRow | undefined> {
  const [taken] = await db.deleteFrom('core_quota_reservations').where('id', '=', id).returningAll().execute()
  return taken
}

/** Takes away all that were reserved before a time. */
export async function takeStale(db: Db, before: string): Promise<ReservationRow[]> {
  return db.deleteFrom('core_quota_reservations').where('reserved_at', '<', before).returningAll().execute()
}

export async function forgetDays(db: Db, before: string): Promise<void> {
  await db.deleteFrom('core_quotas').where('day', '<', before).execute()
}
