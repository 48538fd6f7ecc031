import type { Database, EventInput } from 'loop-core'
import type { RuntimeTables } from './storage/tables.ts'

export type RuntimeDatabase = Database<RuntimeTables>

/** One transaction of the runtime, and what it tells the log. */
export interface RuntimeTransaction {
  db: RuntimeDatabase
  emit(event: EventInput): void
}

/** What runs and tools need of their surroundings: a server and the command line each have it in their own way. */
export interface Runtime {
  transaction<Result>(access: 'read' | 'write', work: (transaction: RuntimeTransaction) => Promise<Result>): Promise<Result>
  now(): Date
  newId(): string
  /** The id of who acts. */
  actor: string
  /** The whole environment of the process, of which a command sees little. */
  environment: Readonly<Record<string, string | undefined>>
  /** Aborted when nobody waits any more. */
  signal: AbortSignal
}
