import type PgBoss from 'pg-boss'
import { LoopError } from '../error.ts'
import type { Logger } from '../log.ts'
import { prepareSchema, schema } from './boss-schema.ts'

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

/** Connects pg-boss with a small pool of its own. */
export async function openBoss(url: string, { log, role }: BossOptions): Promise<Opened> {
  const boss = await makeBoss(url, log)
  try {
    await boss.start()
    return { boss, ensureQueue: await prepareSchema(boss, role), close: () => closeBoss(boss) }
  } catch (cause) {
    await closeBoss(boss)
    throw unusable(cause)
  }
}

/** It supervises nothing and knows no schedules, since the work loop does that for all databases; so it sets no timer. */
async function makeBoss(url: string, log: Logger): Promise<PgBoss> {
  const { default: Boss } = await import('pg-boss')
  const pool = { application_name: 'loop-jobs', max: 4, connectionTimeoutMillis: 10_000, allowExitOnIdle: true }
  const boss = new Boss({ connectionString: url, schema, supervise: false, schedule: false, ...pool })
  boss.on('error', (error) => log.warn({ error: error.message }, 'the job queue has lost a connection'))
  return boss
}

async function closeBoss(boss: PgBoss): Promise<void> {
  await boss.stop({ graceful: false })
  // One that failed to start does not close its pool.
  await (boss.getDb() as PgBoss.Db & { close(): Promise<void> }).close()
}

function unusable(cause: unknown): LoopError {
  return new LoopError('unavailable', 'The job queue cannot be opened in the database.', {
    code: 'job_queue_unusable',
    hints: [`The login needs the right to create the schema ${schema} in the database, or to use it.`],
    cause,
  })
}
