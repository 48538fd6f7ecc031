import { actorId, type TransactionContext } from 'loop-core'
import { ownEnvironment } from 'loop-core/process'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'

/** The surroundings of what is done in the one transaction that is open already. */
export function runtimeWithin(context: TransactionContext): Runtime {
  const { now, newId, signal } = context
  return {
    transaction: (_access, work) => work(context as RuntimeTransaction),
    now,
    newId,
    signal,
    actor: actorId(context.actor),
    environment: ownEnvironment(),
  }
}
