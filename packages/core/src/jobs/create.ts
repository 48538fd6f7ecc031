import type { Logger } from '../log.ts'
import { parseUrl } from '../storage/url.ts'
import { type Pace, usualPace } from './pace.ts'
import { pgBossBackend } from './pgboss-queue.ts'
import type { JobQueue } from './queue.ts'
import { queueOn } from './queue-on.ts'
import { tableBackend } from './table-queue.ts'

export interface JobQueueOptions {
  /** PostgreSQL: the role that each transaction takes on. */
  role?: string
  pace?: Partial<Pace>
}

/** Makes the queue that goes with a database. Nothing is loaded or opened before the first job or the start of work. */
export function createJobQueue(databaseUrl: string, log: Logger, options: JobQueueOptions = {}): JobQueue {
  const pace = { ...usualPace, ...options.pace }
  const place = parseUrl(databaseUrl)
  const backend = place.kind === 'sqlite' ? tableBackend(pace) : pgBossBackend(place.url, { role: options.role, log, pace })
  return queueOn(backend, { log, pace })
}
