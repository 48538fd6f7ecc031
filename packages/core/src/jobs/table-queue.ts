import type { Database, Storage } from '../storage/storage.ts'
import { allTenants } from './all-tenants.ts'
import type { Backend, TakenJob } from './backend.ts'
import { leaseMarginSeconds, type Pace } from './pace.ts'
import type { JobKind } from './queue.ts'
import { buryJob, countJobs, deleteJob, findDueJob, insertJobs, type JobRow, takeJob, updateJob } from './rows.ts'
import { jobMigrations, scheduleMigrations } from './tables.ts'

/** Keeps jobs in a small table beside the tenant's own rows, for a database that many processes of one machine share. */
export function tableBackend(pace: Pace): Backend {
  return {
    migrations: [jobMigrations, scheduleMigrations],
    add: (db, _tenant, kind, ...jobs) => insertJobs(db, kind.name, jobs),
    pending: ({ storage, tenant, names }) => storage.transaction(tenant, 'read', (db) => countJobs(db, names)),
    async places({ storage, kinds }) {
      const search = { storage, kinds: new Map(kinds.map((kind) => [kind.name, kind])), pace }
      const placeOf = (tenant: string) => () => takeOldest({ ...search, tenant })
      return (await allTenants(storage)).map(({ id }) => placeOf(id))
    },
    async close() {},
  }
}

interface Search {
  tenant: string
  storage: Storage
  kinds: ReadonlyMap<string, JobKind>
  pace: Pace
}

/** Reads first and only then writes, because readers of a file get in nobody's way. */
async function takeOldest(search: Search): Promise<TakenJob | undefined> {
  const { tenant, storage, kinds } = search
  for (;;) {
    const found = await storage.transaction(tenant, 'read', (db) => findDueJob(db, [...kinds.keys()]))
    if (found === undefined) return undefined
    const kind = kinds.get(found.name)!
    const row = await storage.transaction(tenant, 'write', (db) => takeOrBury(db, found, kind))
    if (row) return takenJob(search, kind, row)
  }
}

async function takeOrBury(db: Database, found: JobRow, { retries, timeoutSeconds }: JobKind): Promise<JobRow | undefined> {
  if (found.attempt <= retries) return takeJob(db, found, inSeconds(timeoutSeconds + leaseMarginSeconds))
  await buryJob(db, found, 'The worker of the last try disappeared.')
  return undefined
}

function takenJob({ tenant, storage, pace }: Search, kind: JobKind, row: JobRow): TakenJob {
  const { id, name, attempt } = row
  const write = (work: (db: Database) => Promise<void>) => storage.transaction(tenant, 'write', work)
  return {
    kind,
    job: { id, tenant, name, payload: JSON.parse(row.payload), attempt },
    finish: () => write((db) => deleteJob(db, row)),
    fail: (reason) => {
      const next = { ready_at: afterPause(attempt, pace.retrySeconds), error: reason }
      return write((db) => (attempt > kind.retries ? buryJob(db, row, reason) : updateJob(db, row, next)))
    },
    handBack: () => write((db) => updateJob(db, row, { attempt: attempt - 1, ready_at: inSeconds(0) })),
  }
}

/** One to two times the base after the first try, and twice as long after each further one. */
function afterPause(attempt: number, seconds: number): string {
  return inSeconds(seconds * 2 ** Math.min(16, attempt - 1) * (1 + Math.random()))
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString()
}
