import { authenticate } from '../../accounts/authenticate.ts'
import { localPrincipal } from '../../accounts/identities.ts'
import { anonymous, requireActor, roles } from '../../actor.ts'
import type { Application } from '../../application.ts'
import { LoopError } from '../../error.ts'
import type { Middleware } from './environment.ts'

export type Auth = 'token' | 'none'

/** Finds out who is calling. A bearer that is sent is checked, even where none is asked for. */
export function bearer(application: Application, auth: Auth): Middleware {
  const withoutBearer = auth === 'none' ? localPrincipal() : anonymous
  return async (context, next) => {
    const header = context.req.header('authorization')
    const principal = header === undefined ? withoutBearer : await authenticate(application.storage, tokenOf(header), application.clock())
    context.set('principal', principal)
    await next()
    // Behind the request, so that it does not wait for the same file.
    if (principal.actor) application.usage.note(principal.actor)
  }
}

/** Turns away a caller who is nobody; stands behind {@link bearer}. */
export const somebody: Middleware = async ({ var: { principal } }, next) => {
  requireActor(principal, { name: 'This address', roles })
  await next()
}

function tokenOf(header: string): string {
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (token === undefined) throw new LoopError('unauthenticated', 'Unauthorized: send the key as "Authorization: Bearer lc_…".')
  return token
}
