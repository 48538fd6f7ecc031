import type { MigrationSet } from '../storage/migrate.ts'
import type { Database, Storage } from '../storage/storage.ts'
import type { JobInput } from './job.ts'
import type { JobKind, JobWorker, RunningJob } from './queue.ts'

/** A job that this process has taken, and the three ways to part with it. */
export interface TakenJob {
  kind: JobKind
  job: Omit<RunningJob, 'signal'>
  /** It is done. */
  finish(): Promise<void>
  /** It failed: tried again after a pause, or dead after the last try. */
  fail(reason: string): Promise<void>
  /** It was not tried to the end: the next worker takes it at once, and the try does not count. */
  handBack(): Promise<void>
}

export interface PendingSearch {
  storage: Storage
  tenant: string
  /** `<module>.<job>`. */
  names: readonly string[]
}

/** Takes one job that is due, if there is one here. */
export type Place = () => Promise<TakenJob | undefined>

/** How one kind of database keeps jobs. */
export interface Backend {
  readonly migrations: readonly MigrationSet[]
  add(db: Database, tenant: string, kind: JobKind, ...jobs: JobInput[]): Promise<void>
  /** How many jobs of these names wait or are being done. */
  pending(search: PendingSearch): Promise<number>
  /** All the places where jobs may wait. */
  places(worker: JobWorker): Promise<Place[]>
  close(): Promise<void>
}
