import type { Database } from 'loop-core'

interface MemberTables {
  core_members: { id: string; name: string; email: string | null }
}

/** All people, by name. */
export async function listMembers(db: Database): Promise<{ id: string; name: string; email: string | null }[]> {
  return (db as Database<MemberTables>).selectFrom('core_members').select(['id', 'name', 'email']).orderBy('name').orderBy('id').execute()
}
