import type { Database } from 'loop-core'
import { listMembers, type MemberRow, membersByIds } from 'loop-core/accounts'
import { sharesOf } from '../storage/loops.ts'
import type { LoopRow, QueueTables } from '../storage/tables.ts'

/** Who is told that a loop was shipped. */
export interface Recipients {
  /** All whose inbox is told; of a private loop agents can be among them. */
  identities: string[]
  /** Those of them who can have mail. */
  members: MemberRow[]
}

/** Everybody hears of a public loop, its shipper included; of a private one only those who may see it. */
export async function recipientsOf(db: Database<QueueTables>, loop: LoopRow): Promise<Recipients> {
  if (loop.visibility === 'public') {
    const members = await listMembers(db as Database)
    return { identities: members.map(({ id }) => id), members }
  }
  const identities = [...new Set([loop.created_by, ...(await sharesOf(db, loop.id))])]
  return { identities, members: await membersByIds(db as Database, identities) }
}
