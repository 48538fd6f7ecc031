import { sql } from 'kysely'
import { type Database, LoopError } from 'loop-core'

/** Does some work and undoes what it wrote: for those who only want to know what it would do. */
export async function undone<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint rehearsal`.execute(db)
  const result = await work()
  await sql`rollback to savepoint rehearsal`.execute(db)
  return result
}

/** Does a part of some work; if that is refused, nothing of it is left and the rest can go on. */
export async function attempted(db: Database, work: () => Promise<unknown>): Promise<LoopError | undefined> {
  await sql`savepoint attempt`.execute(db)
  try {
    await work()
    await sql`release savepoint attempt`.execute(db)
    return undefined
  } catch (error) {
    if (!LoopError.is(error)) throw error
    await sql`rollback to savepoint attempt`.execute(db)
    await sql`release savepoint attempt`.execute(db)
    return error
  }
}
