import type { Selectable } from 'kysely'
import { LoopError } from '../error.ts'
import type { Database } from '../storage/storage.ts'
import type { AccountTables } from './tables.ts'

type Row = Selectable<AccountTables['core_profile']>

/** What a tenant says of itself. */
export interface Profile {
  /** Null while nobody gave one; the tenant's id stands in for it. */
  name: string | null
  email: string | null
  /** By name; what is not here has its default. */
  settings: Readonly<Record<string, unknown>>
  /** Null while nobody changed anything. */
  created_at: string | null
  updated_at: string | null
}

export interface ProfileChange {
  name?: string
  email?: string | null
  /** Takes the place of the settings of the same names; all others stay. */
  settings?: Readonly<Record<string, unknown>>
}

/** Reads the profile of the tenant, which is an empty one before the first change. */
export async function readProfile(db: Database<AccountTables>): Promise<Profile> {
  return profileOf(await findRow(db))
}

/** Changes what is named and keeps the rest, whoever else changes it at the same time. Throws `conflict profile_contended` if others always come first. */
export async function changeProfile(db: Database<AccountTables>, change: ProfileChange, now: Date): Promise<Profile> {
  const at = now.toISOString()
  await ensureRow(db, at)
  for (let attempt = 1; attempt <= 10; attempt++) {
    const changed = await replaceSettings(db, change, at)
    if (changed) return profileOf(changed)
  }
  throw new LoopError('conflict', 'Others change this profile at the same time. Try again.', { code: 'profile_contended' })
}

/**
 * Reads the profile and holds off everybody else who reads it so, until the end of the transaction.
 *
 * Two who each add the last thing that a setting allows would otherwise not see each other.
 */
export async function lockProfile(db: Database<AccountTables>, now: Date): Promise<Profile> {
  await ensureRow(db, now.toISOString())
  const unchanged = db.updateTable('core_profile').set((eb) => ({ id: eb.ref('id') }))
  return profileOf(await unchanged.where('id', '=', 'profile').returningAll().executeTakeFirstOrThrow())
}

async function ensureRow(db: Database<AccountTables>, at: string): Promise<void> {
  await db
    .insertInto('core_profile')
    .values({ id: 'profile', created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Undefined if the settings are no longer those that were read. */
async function replaceSettings(
  db: Database<AccountTables>,
  { name, email, settings }: ProfileChange,
  at: string,
): Promise<Row | undefined> {
  const { settings: known } = (await findRow(db))!
  const merged = settings === undefined ? known : JSON.stringify({ ...JSON.parse(known), ...settings })
  return db
    .updateTable('core_profile')
    .set({ settings: merged, updated_at: at, ...(name !== undefined && { name }), ...(email !== undefined && { email }) })
    .where('id', '=', 'profile')
    .where('settings', '=', known)
    .returningAll()
    .executeTakeFirst()
}

async function findRow(db: Database<AccountTables>): Promise<Row | undefined> {
  return db.selectFrom('core_profile').selectAll().where('id', '=', 'profile').executeTakeFirst()
}

function profileOf(row: Row | undefined): Profile {
  if (row === undefined) return { name: null, email: null, settings: {}, created_at: null, updated_at: null }
  const { name, email, settings, created_at, updated_at } = row
  return { name, email, settings: JSON.parse(settings), created_at, updated_at }
}
