import { createApplication, localCaller } from 'loop-core'
import { localPrincipal } from 'loop-core/accounts'
import { loopLearn } from '../index.ts'

interface Here {
  path: string
  environment: Readonly<Record<string, string | undefined>>
}

/** Takes a hook by the same operation as a server does. What follows from it is left for the next server or command: a hook asks no model. */
export async function recordHere({ path, environment }: Here, payload: object): Promise<unknown> {
  const caller = localCaller(createApplication([loopLearn], { databaseUrl: `file:${path}`, environment }), localPrincipal())
  try {
    return await caller.call('record_hook', payload)
  } finally {
    await caller.close()
  }
}
