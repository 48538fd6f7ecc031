import type { Database, EventInput, EvidenceReader } from 'loop-core'
import type { GateTables } from './storage/tables.ts'

export type GateDatabase = Database<GateTables>

/** One transaction of the gate, and what it tells the log. */
export interface GateTransaction {
  db: GateDatabase
  emit(event: EventInput): void
}

/** What judging needs of its surroundings: a server, the stop hook and the command line each have it in their own way. */
export interface Gate {
  transaction<Result>(access: 'read' | 'write', work: (transaction: GateTransaction) => Promise<Result>): Promise<Result>
  /** Opens what transactions need, now that something else is waited for; absent where it is open anyway. */
  warmUp?(): void
  now(): Date
  newId(): string
  /** The id of who acts. */
  actor: string
  /** The folder of Loop on this machine, where accepted policies lie. */
  home: string
  environment: Readonly<Record<string, string | undefined>>
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal
  /** What other modules know; absent where none are there. */
  evidence?: EvidenceReader
}
