import { type Caller, createApplication, localCaller } from 'loop-core'
import { localPrincipal } from 'loop-core/accounts'
import { loopQueue } from 'loop-queue'

/** Opens the queue that is kept in a file. Every process opens it for itself. */
export function openQueue(file: string): Caller {
  return localCaller(createApplication([loopQueue], { databaseUrl: `file:${file}` }), localPrincipal())
}

export interface Claim {
  task?: { id: string; title: string }
  lease: { token: string }
  reason?: string
}
