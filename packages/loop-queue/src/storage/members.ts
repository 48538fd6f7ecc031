import type { Database } from 'loop-core'

interface MemberTables {
  core_members: { id: string; name: string; email: string | null; created_at: string }
}

/** The people of this installation, in the order in which they came. */
export async function listMembers(db: Database): Promise<MemberTables['core_members'][]> {
  const members = (db as unknown as Database<MemberTables>).selectFrom('core_members').selectAll()
  return members.orderBy('created_at').orderBy('id').limit(1_000).execute()
}
