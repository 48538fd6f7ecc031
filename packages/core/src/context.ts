import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Asking } from './ask.ts'
import type { EventInput } from './events/event.ts'
import type { EvidenceReader } from './evidence.ts'
import type { JobInput } from './jobs/job.ts'
import type { Logger } from './log.ts'
import type { Quota } from './quota/quota.ts'
import type { Database, Storage } from './storage/storage.ts'

/** What every handler may touch, whatever its kind. */
interface BaseContext {
  /** Who acts; a handler that admits `public` may be called by nobody. */
  actor: Actor
  now(): Date
  /** A new id in the format of the module. */
  newId(): string
  log: Logger
  /** Aborted when the caller has gone or has cancelled. */
  signal: AbortSignal
  /** Tells the caller how far long work has come; does nothing where nobody listens. */
  progress(done: number, total?: number, message?: string): void
  /** Whether somebody listens to that: others may give up after a minute or so. */
  isFollowed: boolean
  /** The caller's own span, in the form of W3C Trace Context: what is done here can stand below it. */
  traceparent?: string | undefined
  /** What the mounted modules know about a subject. */
  evidence: EvidenceReader
  /** The module's settings, parsed with the schema that the module declares as its `config`. */
  config<Schema extends z.ZodObject>(schema: Schema): z.output<Schema>
}

/** The context of `read`, `write` and `destroy`: one transaction is open, and a throw rolls back all of it. */
export interface TransactionContext extends BaseContext {
  db: Database
  /** Adds a fact to the event log, in this transaction. */
  emit(event: EventInput): void
  /** Asks for work after this transaction has been committed. */
  enqueue(job: JobInput): void
  /**
   * Does something in a transaction of its own once this one has been committed, while the answer is on its way: a failure is only logged.
   *
   * For what a reader leaves behind, such as that something was read: the answer waits for nobody who writes.
   */
  afterwards(work: (context: TransactionContext) => Promise<void>): void
  /** What this transaction deletes leaves no bytes in the database's files either, as soon as it has been committed. */
  purge(): void
}

/** The context of `effect`: no transaction is open, because processes and networks are slow. */
export interface EffectContext extends BaseContext, Asking {
  /** Opens one; never inside another, whose context has all that is needed. */
  transaction<Result>(work: (context: TransactionContext) => Promise<Result>): Promise<Result>
  /** The database with the rows of all tenants, for superadmins, in operations that admit the public and in jobs of the whole server; throws `forbidden door_closed` elsewhere. Never use it inside a transaction. */
  door(): Storage
  /** Opens one in the rows of somebody else, for those to whom the door is open; its events go into the log of that one. */
  transactionIn<Result>(tenant: string, work: (context: TransactionContext) => Promise<Result>): Promise<Result>
  /** What all who use this server may use up together. Never inside a transaction. */
  quota: Quota
  /** How many of the module's jobs wait or are being done, those for which a time has been set among them. Never inside a transaction. */
  pendingJobs(): Promise<number>
}
