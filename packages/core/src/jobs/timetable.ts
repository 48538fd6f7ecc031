import { Cron } from 'croner'
import { localTenant } from '../accounts/identities.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { allTenants } from './all-tenants.ts'
import type { Backend } from './backend.ts'
import { forAll } from './for-all.ts'
import type { JobKind, JobWorker } from './queue.ts'
import type { ScheduleTables } from './tables.ts'

/** The kinds of job that happen by the clock. */
export interface Timetable {
  /** Adds a job for each due time that has come, in each tenant, once however many processes do so. */
  addDue(): Promise<void>
}

interface Entry {
  kind: JobKind
  cron: Cron
  /** The last due time that this process has dealt with. */
  seen: string | undefined
}

interface DueTime {
  name: string
  due: string
  /** Whether it came after this process began to look. */
  awaited: boolean
}

/** Reads the cron lines, in UTC; throws if one cannot be read. */
export function createTimetable({ kinds, storage }: JobWorker, { add }: Pick<Backend, 'add'>): Timetable {
  const started = new Date().toISOString()
  const entries = kinds.flatMap(entriesOf)

  async function addEverywhere(kind: JobKind, due: string): Promise<void> {
    const tenants = kind.once ? [localTenant] : await activeTenants(storage)
    const dueTime = { name: kind.name, due, awaited: due >= started }
    const job = { name: kind.name, payload: { due_at: due } }
    await forAll(tenants, (id) =>
      storage.transaction(id, 'write', async (db) => {
        if (await takeDueTime(db, dueTime)) await add(db, id, kind, job)
      }),
    )
  }

  async function addLatest(entry: Entry): Promise<void> {
    const due = lastDueTime(entry.cron)
    if (due === undefined || due === entry.seen) return
    await addEverywhere(entry.kind, due)
    entry.seen = due
  }

  return { addDue: () => forAll(entries, addLatest) }
}

async function activeTenants(storage: Storage): Promise<string[]> {
  return (await allTenants(storage)).filter(({ status }) => status === 'active').map(({ id }) => id)
}

function entriesOf(kind: JobKind): Entry[] {
  return kind.schedule === undefined ? [] : [{ kind, cron: new Cron(kind.schedule, { timezone: 'UTC' }), seen: undefined }]
}

function lastDueTime(cron: Cron): string | undefined {
  // One millisecond on, because a time that is due exactly now does not count as a previous one.
  const [previous] = cron.previousRuns(1, new Date(Date.now() + 1))
  return previous?.toISOString()
}

/**
 * True for the one caller who is to act on a due time.
 *
 * One that passed while nobody worked is made up for, but not one from before the schedule was first seen.
 */
async function takeDueTime(db: Database<ScheduleTables>, { name, due, awaited }: DueTime): Promise<boolean> {
  const moved = await db
    .updateTable('core_schedules')
    .set({ due_at: due })
    .where('name', '=', name)
    .where('due_at', '<', due)
    .returning('name')
    .execute()
  if (moved.length > 0) return true
  const first = { name, due_at: due }
  const added = await db
    .insertInto('core_schedules')
    .values(first)
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute()
  return added.length > 0 && awaited
}
