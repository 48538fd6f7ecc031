import type { EffectContext, TransactionContext } from '../context.ts'

/** Work to be done after the transaction that asked for it. */
export interface JobInput {
  /** The module's own name for it, as in its `jobs`. */
  name: string
  payload?: Record<string, unknown>
  /** While a job with the same name and key waits or runs, another is not added. */
  key?: string
  /** Not before this time. */
  at?: Date
}

/** A context in which nobody acts: what follows from a deed is done by the system. */
export type Nobody<Context> = Omit<Context, 'actor'>

interface Definition<Kind, Context> {
  /** `write` runs in one transaction; `effect` may reach the network and opens its own. */
  kind: Kind
  /** A cron line in UTC, for what happens by the clock. */
  schedule?: string
  /** By the clock it happens once for the whole server, in place of once in each tenant, and the door is open to it. */
  once?: true
  /** How often it is tried again after a failure, with growing pauses; then it is set aside as dead. 5 unless said. */
  retries?: number
  /** How long one try may take before another worker takes it over. 60 unless said. */
  timeoutSeconds?: number
  /** It may go on for hours: no other job has to wait for it, and where the process ends it is told at once and has a while to come to an end of its own. */
  long?: true
  run(payload: Record<string, unknown>, context: Context): Promise<void>
}

/** A kind of job that a module can do. Delivered at least once, so it must bear being done twice. */
export type JobDefinition = Definition<'write', Nobody<TransactionContext>> | Definition<'effect', Nobody<EffectContext>>
