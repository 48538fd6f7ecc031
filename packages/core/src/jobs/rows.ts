import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { inChunks } from '../storage/insert.ts'
import type { Database } from '../storage/storage.ts'
import type { JobInput } from './job.ts'
import { deadDays } from './pace.ts'
import type { JobTables } from './tables.ts'

export type JobRow = Selectable<JobTables['core_jobs']>
type Jobs = Database<JobTables>

/** Adds jobs of one name, without those of whose key one is alive. */
export async function insertJobs(db: Jobs, name: string, jobs: readonly JobInput[]): Promise<void> {
  const rows = jobs.map(({ payload = {}, key, at = new Date() }) => ({
    id: randomUUID(),
    name,
    key: key ?? null,
    payload: JSON.stringify(payload),
    ready_at: at.toISOString(),
    attempt: 0,
    dead_at: null,
    error: null,
  }))
  for (const some of inChunks(rows)) {
    await db
      .insertInto('core_jobs')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Finds the job of these names that has been due for longest; whoever finds it does not have it yet. */
export async function findDueJob(db: Jobs, names: readonly string[]): Promise<JobRow | undefined> {
  return db
    .selectFrom('core_jobs')
    .selectAll()
    .where('dead_at', 'is', null)
    .where('ready_at', '<=', new Date().toISOString())
    .where('name', 'in', names)
    .orderBy('ready_at')
    .limit(1)
    .executeTakeFirst()
}

/** How many jobs of these names are alive. */
export async function countJobs(db: Jobs, names: readonly string[]): Promise<number> {
  if (names.length === 0) return 0
  const { count } = await db
    .selectFrom('core_jobs')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('dead_at', 'is', null)
    .where('name', 'in', names)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Takes a job that was found, until its lease ends, or gives nothing because another was faster. */
export async function takeJob(db: Jobs, found: JobRow, until: string): Promise<JobRow | undefined> {
  const [taken] = await db
    .updateTable('core_jobs')
    .set({ attempt: found.attempt + 1, ready_at: until })
    .where('id', '=', found.id)
    .where('attempt', '=', found.attempt)
    .where('ready_at', '=', found.ready_at)
    .where('dead_at', 'is', null)
    .returningAll()
    .execute()
  return taken
}

/** One try of a job: after the lease has ended another one holds it, and what this one says no longer counts. */
type Try = Pick<JobRow, 'id' | 'attempt'>

export async function deleteJob(db: Jobs, { id, attempt }: Try): Promise<void> {
  await db.deleteFrom('core_jobs').where('id', '=', id).where('attempt', '=', attempt).execute()
}

/** Changes a job while this try holds it. */
export async function updateJob(db: Jobs, { id, attempt }: Try, change: Partial<JobRow>): Promise<void> {
  await db.updateTable('core_jobs').set(change).where('id', '=', id).where('attempt', '=', attempt).where('dead_at', 'is', null).execute()
}

/** Sets a job aside for good, and clears away those that have lain there for too long. */
export async function buryJob(db: Jobs, held: Try, error: string): Promise<void> {
  const now = Date.now()
  await updateJob(db, held, { dead_at: new Date(now).toISOString(), error })
  await db
    .deleteFrom('core_jobs')
    .where('dead_at', '<', new Date(now - deadDays * 86_400_000).toISOString())
    .execute()
}
