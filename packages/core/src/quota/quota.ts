import type { Database, Storage } from '../storage/storage.ts'
import { addUse, forgetDays, insertReservation, takeReservation, takeStale, takeUse } from './rows.ts'
import type { QuotaTables } from './tables.ts'

/** What all tenants of a server may use up together in a day, such as the tokens of one key. Never inside a transaction. */
export interface Quota {
  /** Sets an amount aside from what is left of the day in UTC; undefined where that is too little. */
  reserve(share: Share): Promise<Reservation | undefined>
}

export interface Share {
  /** Whose quota it is, such as `model`; each module has names of its own. */
  name: string
  /** The most that may be used in a day. */
  limit: number
  amount: number
}

/** An amount that nobody else can use until it is settled. One that is never settled is void after ten minutes. */
export interface Reservation {
  /** Says what was used of it, and gives back the rest; once. */
  settle(used: number): Promise<void>
}

interface Surroundings {
  storage: Storage
  module: string
  now(): Date
  newId(): string
}

type Db = Database<QuotaTables>

const staleMilliseconds = 10 * 60_000
const keptMilliseconds = 90 * 24 * 60 * 60_000

/** The quotas of one module, kept behind the door since no tenant sees what another one uses. */
export function quotaOf(surroundings: Surroundings): Quota {
  const { storage, now, newId } = surroundings
  return {
    async reserve({ amount, limit, ...share }) {
      const at = now()
      const quota = { name: `${surroundings.module}.${share.name}`, day: at.toISOString().slice(0, 10) }
      const reservation = { id: newId(), ...quota, amount, reserved_at: at.toISOString() }
      const isReserved = await storage.directory('write', async (db: Db) => {
        await giveBackStale(db, at)
        if (!(await addUse(db, { ...quota, amount, limit }))) return false
        await insertReservation(db, reservation)
        return true
      })
      return isReserved ? { settle: (used) => settle(storage, reservation.id, used) } : undefined
    },
  }
}

/** What a process reserved that has gone since would be missing for the rest of the day. */
async function giveBackStale(db: Db, at: Date): Promise<void> {
  const stale = await takeStale(db, new Date(at.getTime() - staleMilliseconds).toISOString())
  for (const { name, day, amount } of stale) await takeUse(db, { name, day, amount })
  await forgetDays(db, new Date(at.getTime() - keptMilliseconds).toISOString().slice(0, 10))
}

/** Whoever takes the row away settles, so that nothing is given back twice. */
async function settle(storage: Storage, id: string, used: number): Promise<void> {
  await storage.directory('write', async (db: Db) => {
    const reserved = await takeReservation(db, id)
    if (reserved) await takeUse(db, { ...reserved, amount: reserved.amount - used })
  })
}
