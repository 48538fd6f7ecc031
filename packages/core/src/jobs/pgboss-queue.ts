import { CompiledQuery } from 'kysely'
import type PgBoss from 'pg-boss'
import { Lazy } from '../storage/engine.ts'
import type { Database } from '../storage/storage.ts'
import type { Backend, TakenJob } from './backend.ts'
import { type BossOptions, openBoss } from './boss.ts'
import { countJobs, deadQueue, handBackJob } from './boss-schema.ts'
import type { JobInput } from './job.ts'
import { deadDays, leaseMarginSeconds, type Pace } from './pace.ts'
import type { JobKind } from './queue.ts'
import { scheduleMigrations } from './tables.ts'

/** What travels with a job; the name is for those who look at the dead ones, which share one queue. */
interface Parcel {
  tenant: string
  name: string
  payload: Record<string, unknown>
}

/** Keeps jobs with pg-boss, for any number of replicas. */
export function pgBossBackend(url: string, options: BossOptions & { pace: Pace }): Backend {
  const { pace } = options
  const opened = new Lazy(() => openBoss(url, options))
  let sweepAt = 0

  async function sweep(boss: PgBoss): Promise<void> {
    if (Date.now() < sweepAt) return
    sweepAt = Date.now() + pace.sweepSeconds * 1000
    await boss.maintain()
  }

  return {
    migrations: [scheduleMigrations],
    async add(db, tenant, kind, ...jobs) {
      const { boss, ensureQueue } = await opened.get()
      await ensureQueue(kind.name)
      for (const job of jobs) await send(boss, db, { tenant, kind, job, pace })
    },
    async pending({ tenant, names }) {
      const { boss } = await opened.get()
      return countJobs(boss, { tenant, names })
    },
    async places({ kinds, storage }) {
      // The storage makes the role that is to have the right to add jobs.
      if (options.role) await storage.directory('read', async () => {})
      const { boss, ensureQueue } = await opened.get()
      for (const { name } of kinds) await ensureQueue(name)
      await sweep(boss)
      return kinds.map((kind) => () => fetchJob(boss, kind))
    },
    close: () => opened.close(),
  }
}

interface Letter {
  tenant: string
  kind: JobKind
  job: JobInput
  pace: Pace
}

async function send(boss: PgBoss, db: Database, letter: Letter): Promise<void> {
  const { tenant, kind, job } = letter
  const parcel: Parcel = { tenant, name: kind.name, payload: job.payload ?? {} }
  const sent = await boss.send(kind.name, parcel, { ...sendOptions(letter), db: executorOf(db) })
  if (sent === null && job.key === undefined) throw new Error(`The queue ${kind.name} is not there any more.`)
}

function sendOptions({ tenant, kind, job, pace }: Letter): PgBoss.SendOptions {
  return {
    ...(job.at && { startAfter: job.at }),
    // No tenant has a slash in its name.
    ...(job.key !== undefined && { singletonKey: `${tenant}/${job.key}` }),
    retryLimit: kind.retries,
    retryDelay: pace.retrySeconds,
    retryBackoff: true,
    expireInSeconds: kind.timeoutSeconds + leaseMarginSeconds,
    // A dead one is then kept for as long again.
    retentionDays: deadDays / 2,
    deadLetter: deadQueue,
  }
}

/** Lets pg-boss write in the transaction of its caller. */
function executorOf(db: Database): PgBoss.Db {
  return { executeSql: async (text, values) => ({ rows: (await db.executeQuery(CompiledQuery.raw(text, values))).rows }) }
}

async function fetchJob(boss: PgBoss, kind: JobKind): Promise<TakenJob | undefined> {
  const [found] = await boss.fetch<Parcel>(kind.name, { includeMetadata: true })
  if (found === undefined) return undefined
  const { id, name, data, retryCount } = found
  return {
    kind,
    job: { id, tenant: data.tenant, name, payload: data.payload, attempt: retryCount + 1 },
    finish: () => boss.deleteJob(name, id),
    fail: (reason) => boss.fail(name, id, { message: reason }),
    handBack: () => handBackJob(boss, { name, id }),
  }
}
