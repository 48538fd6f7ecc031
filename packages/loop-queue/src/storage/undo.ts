import { sql } from 'kysely'
import type { Database } from 'loop-core'

/** Does some work and undoes what it wrote: for those who only want to know what it would do. */
export async function undone<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint rehearsal`.execute(db)
  const result = await work()
  await sql`rollback to savepoint rehearsal`.execute(db)
  return result
}
