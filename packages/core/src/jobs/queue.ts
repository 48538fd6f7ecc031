import type { Subscription } from '../events/subscriptions.ts'
import type { MigrationSet } from '../storage/migrate.ts'
import type { Database, Storage } from '../storage/storage.ts'
import type { PendingSearch } from './backend.ts'
import type { JobInput } from './job.ts'

/** One kind of job as the queue sees it, named `<module>.<job>`. */
export interface JobKind {
  name: string
  schedule?: string
  once?: true
  retries: number
  timeoutSeconds: number
  long?: true
}

/** One job handed to a worker. */
export interface RunningJob {
  id: string
  tenant: string
  name: string
  payload: Record<string, unknown>
  /** 1 for the first try. */
  attempt: number
  signal: AbortSignal
}

/** The kind of job that brings events to a subscriber. */
export interface ListeningKind extends Subscription {
  kind: JobKind
}

export interface JobWorker {
  storage: Storage
  kinds: readonly JobKind[]
  /** Who is brought the events of which nobody told them. */
  listening?: readonly ListeningKind[]
  run(job: RunningJob): Promise<void>
}

/** Keeps work until it is done: added in the caller's transaction, delivered at least once, tried again with growing pauses, then set aside. */
export interface JobQueue {
  /** Tables that the queue needs in every tenant. */
  readonly migrations: readonly MigrationSet[]
  /** Adds jobs of one kind in the transaction of `db`: they exist only if that is committed. */
  add(db: Database, tenant: string, kind: JobKind, ...jobs: JobInput[]): Promise<void>
  /** How many jobs of these names a tenant waits for, those being done among them and dead ones not. Never inside a transaction. */
  pending(search: PendingSearch): Promise<number>
  /** Tells a worker in this process that there may be something to do. */
  wake(): void
  /** Whether this process has added jobs. */
  readonly hasAdded: boolean
  /** Whether the worker in this process has lately failed to look for jobs; one that never started has not. */
  readonly inTrouble: boolean
  /** Waits until nothing is due and nothing is being done, or the signal says that this is long enough. */
  settle(signal: AbortSignal): Promise<void>
  /** Starts to work; further starts, and those after a stop, do nothing. */
  start(worker: JobWorker): Promise<void>
  /** Lets running jobs end and hands back the rest. */
  stop(): Promise<void>
}
