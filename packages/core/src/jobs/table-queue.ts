import type { Database } from '../storage/storage.ts'
import { allTenants } from './all-tenants.ts'
import type { Backend, Place, TakenJob } from './backend.ts'
import type { Pace } from './pace.ts'
import type { JobKind, JobWorker } from './queue.ts'
import { buryJob, deleteJob, findDueJob, insertJob, type JobRow, takeJob, updateJob } from './rows.ts'
import { jobMigrations, scheduleMigrations } from './tables.ts'

/** Keeps jobs in a small table beside the tenant's own rows, for databases that one machine shares. */
export function tableBackend(pace: Pace): Backend {
  return {
    migrations: [jobMigrations, scheduleMigrations],
    add: (db, _tenant, kind, job) => insertJob(db, kind.name, job),
    async places(worker) {
      const tenants = await allTenants(worker.storage)
      return tenants.map(({ id }) => placeOf(id, worker, pace))
    },
    async close() {},
  }
}

function placeOf(tenant: string, worker: JobWorker, pace: Pace): Place {
  const kinds = new Map(worker.kinds.map((kind) => [kind.name, kind]))
  const write = (work: (db: Database) => Promise<void>) => worker.storage.transaction(tenant, 'write', work)
  return async () => {
    const row = await takeOldest({ tenant, worker, kinds })
    return row && takenJob({ tenant, kind: kinds.get(row.name)!, row, write, pace })
  }
}

interface Search {
  tenant: string
  worker: JobWorker
  kinds: ReadonlyMap<string, JobKind>
}

/** Reads first and only then writes, because readers of a file get in nobody's way. */
async function takeOldest({ tenant, worker: { storage }, kinds }: Search): Promise<JobRow | undefined> {
  for (;;) {
    const found = await storage.transaction(tenant, 'read', (db) => findDueJob(db, [...kinds.keys()]))
    if (found === undefined) return undefined
    const { retries, timeoutSeconds } = kinds.get(found.name)!
    if (found.attempt > retries)
      await storage.transaction(tenant, 'write', (db) => buryJob(db, found, 'The worker of the last try disappeared.'))
    else {
      const until = new Date(Date.now() + timeoutSeconds * 1000)
      if (await storage.transaction(tenant, 'write', (db) => takeJob(db, found, until))) return { ...found, attempt: found.attempt + 1 }
    }
  }
}

interface Held {
  tenant: string
  kind: JobKind
  row: JobRow
  write(work: (db: Database) => Promise<void>): Promise<void>
  pace: Pace
}

function takenJob({ tenant, kind, row, write, pace }: Held): TakenJob {
  const { id, name, attempt } = row
  return {
    kind,
    job: { id, tenant, name, payload: JSON.parse(row.payload), attempt },
    finish: () => write((db) => deleteJob(db, row)),
    fail: (reason) => {
      const next = { ready_at: afterPause(attempt, pace.retrySeconds), error: reason }
      return write((db) => (attempt > kind.retries ? buryJob(db, row, reason) : updateJob(db, row, next)))
    },
    handBack: () => write((db) => updateJob(db, row, { attempt: attempt - 1, ready_at: new Date().toISOString() })),
  }
}

/** One to two times the base after the first try, and twice as long after each further one. */
function afterPause(attempt: number, seconds: number): string {
  return new Date(Date.now() + seconds * 1000 * 2 ** Math.min(16, attempt - 1) * (1 + Math.random())).toISOString()
}
