import type PgBoss from 'pg-boss'
import type { Logger } from '../log.ts'

const schema = 'loop_jobs'

/** Where jobs go that failed at every try. */
export const deadQueue = 'core.dead'

export interface BossOptions {
  log: Logger
  /** The role that adds jobs, where it is not the login. */
  role?: string
}

/** A pg-boss that is connected, with its tables in place. */
interface Opened {
  boss: PgBoss
  /** Makes a queue where there is none; never in the caller's transaction, because a queue is a table. */
  ensureQueue(name: string): Promise<void>
  close(): Promise<void>
}

/** Connects pg-boss with a small pool of its own. It starts no timer: the work loop has them all. */
export async function openBoss(url: string, { log, role }: BossOptions): Promise<Opened> {
  const { default: Boss } = await import('pg-boss')
  const connection = {
    connectionString: url,
    application_name: 'loop-jobs',
    max: 4,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  }
  const boss = new Boss({ ...connection, schema, supervise: false, schedule: false })
  boss.on('error', (error) => log.warn({ error: error.message }, 'The job queue has lost a connection.'))
  const close = async () => {
    await boss.stop({ graceful: false })
    // A boss that failed to start does not close its pool.
    await (boss.getDb() as PgBoss.Db & { close(): Promise<void> }).close()
  }
  try {
    await boss.start()
    await makeKeysUnique(boss)
    if (role) await grantSending(boss, role)
    const ensureQueue = queueMaker(boss, await boss.getQueues())
    await ensureQueue(deadQueue)
    return { boss, ensureQueue, close }
  } catch (error) {
    await close()
    throw error
  }
}

function queueMaker(boss: PgBoss, present: readonly PgBoss.Queue[]): Opened['ensureQueue'] {
  const names = new Set(present.map(({ name }) => name))
  return async (name) => {
    if (names.has(name)) return
    // Not `boss.createQueue`, because two of them at once end in a deadlock.
    await alone(boss, `select ${schema}.create_queue('${name.replaceAll("'", "''")}', '{"policy": "standard"}')`)
    names.add(name)
  }
}

/** Refuses a second job with the key of one that waits or runs; pg-boss itself knows only keys among those that wait, or among those that run. */
async function makeKeysUnique(boss: PgBoss): Promise<void> {
  const { rows } = await boss.getDb().executeSql(`select to_regclass('${schema}.job_by_key') as found`, [])
  if (rows[0].found !== null) return
  await alone(
    boss,
    `create unique index if not exists job_by_key on ${schema}.job (name, singleton_key) where state < 'completed' and singleton_key is not null`,
  )
}

/** Lets a role add jobs and nothing else. */
async function grantSending(boss: PgBoss, role: string): Promise<void> {
  const { rows } = await boss.getDb().executeSql(
    `select has_schema_privilege($1, '${schema}', 'usage') and has_table_privilege($1, '${schema}.queue', 'select')
      and has_table_privilege($1, '${schema}.job', 'insert') and has_column_privilege($1, '${schema}.job', 'id', 'select') as granted`,
    [role],
  )
  if (rows[0].granted) return
  const name = `"${role.replaceAll('"', '""')}"`
  await alone(
    boss,
    `grant usage on schema ${schema} to ${name}; grant select on ${schema}.queue to ${name}; grant insert, select (id) on ${schema}.job to ${name}`,
  )
}

/** Runs statements in one transaction, after others who do the same: two at once would get in each other's way. */
async function alone(boss: PgBoss, statements: string): Promise<void> {
  await boss.getDb().executeSql(`select pg_advisory_xact_lock(hashtextextended('loop.jobs', 0)); ${statements}`, [])
}

/** Lets another worker take a running job at once; without a start, the next try has the same number. */
export async function handBackJob(boss: PgBoss, { name, id }: { name: string; id: string }): Promise<void> {
  const change = `update ${schema}.job set state = 'retry', start_after = now(), started_on = null`
  await boss.getDb().executeSql(`${change} where name = $1 and id = $2 and state = 'active'`, [name, id])
}
