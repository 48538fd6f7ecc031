import type { Selectable } from 'kysely'
import type { Database } from '../storage/storage.ts'
import type { AccountTables } from './tables.ts'

export type MemberRow = Selectable<AccountTables['core_members']>

/** Adds a person, with the address in lower case; undefined if the id or the address is taken. */
export async function addMember(db: Database<AccountTables>, member: MemberRow): Promise<MemberRow | undefined> {
  return db
    .insertInto('core_members')
    .values({ ...member, email: member.email?.toLowerCase() ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'name', 'email', 'created_at'])
    .executeTakeFirst()
}

/** All people of the tenant, by name. */
export async function listMembers(db: Database<AccountTables>): Promise<MemberRow[]> {
  return selectMembers(db).orderBy('name').orderBy('id').execute()
}

export async function findMember(db: Database<AccountTables>, id: string): Promise<MemberRow | undefined> {
  return selectMembers(db).where('id', '=', id).executeTakeFirst()
}

/** The people with these ids, by name; unknown ids are passed over. */
export async function membersByIds(db: Database<AccountTables>, ids: readonly string[]): Promise<MemberRow[]> {
  if (ids.length === 0) return []
  return selectMembers(db).where('id', 'in', ids).orderBy('name').orderBy('id').execute()
}

/** Removes a person with their agents and with all keys of both, which end at once; false if there is no such person. */
export async function removeMember(db: Database<AccountTables>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('core_members').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

function selectMembers(db: Database<AccountTables>) {
  return db.selectFrom('core_members').select(['id', 'name', 'email', 'created_at'])
}
