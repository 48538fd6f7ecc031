import { commandPrincipal } from '../accounts/identities.ts'
import { type Impersonation, impersonate } from '../accounts/impersonate.ts'
import type { Application } from '../application.ts'
import type { Caller } from '../caller.ts'
import { LoopError } from '../error.ts'
import { localCaller } from '../local-caller.ts'

/** How a superadmin gets to call in the place of another tenant's people. Throws `forbidden not_superadmin`, and `not_found tenant_not_found`. */
export type InPlaceOf = (to: Impersonation) => Promise<Caller>

/** On this machine: whoever can open the database is a superadmin, unless they chose to be one identity alone. */
export function inPlaceHere(application: Application, identity?: string): InPlaceOf | undefined {
  const { superadmin } = commandPrincipal(identity).identities
  if (superadmin === undefined) return undefined
  return async (to) => localCaller(application, await impersonate(application.storage, superadmin, to))
}

/** The caller if the server has put it there. It passes over the wish of every key but that of a superadmin, so that all that follows would happen at home. */
export async function requirePlace(caller: Caller, { tenant }: Impersonation): Promise<Caller> {
  const who = (await caller.call('who_am_i', {})) as { tenant: string }
  if (who.tenant === tenant) return caller
  throw new LoopError('forbidden', 'Only a superadmin may act in the place of others, and this is not the key of one.', {
    code: 'not_superadmin',
  })
}
