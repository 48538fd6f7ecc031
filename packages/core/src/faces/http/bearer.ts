import { authenticate } from '../../accounts/authenticate.ts'
import { localPrincipal } from '../../accounts/identities.ts'
import { impersonate } from '../../accounts/impersonate.ts'
import { anonymous, type Principal, requireActor, roles } from '../../actor.ts'
import type { Application } from '../../application.ts'
import { LoopError } from '../../error.ts'
import type { HttpContext, Middleware } from './environment.ts'
import { rateLimiter, type Standing, standingHeaders, tooManyRequests } from './rate-limit.ts'

export type Auth = 'token' | 'none'

/** Finds out who is calling, and whether they call too often. A bearer that is sent is checked, even where none is asked for. */
export function bearer(application: Application, auth: Auth): Middleware {
  const withoutBearer = auth === 'none' ? localPrincipal() : anonymous
  const countRequest = rateLimiter(application.clock)
  return async (context, next) => {
    const header = context.req.header('authorization')
    const principal = header === undefined ? withoutBearer : await authenticate(application.storage, tokenOf(header), application.clock())
    const standing = await countRequest(principal)
    if (standing?.retryAfter !== undefined) throw refuse(context, standing, standing.retryAfter)
    context.set('principal', await effective(application, principal, context))
    await next()
    if (standing) for (const [name, value] of standingHeaders(standing)) context.res.headers.set(name, value)
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

function refuse(context: HttpContext, standing: Standing, seconds: number): LoopError {
  for (const [name, value] of standingHeaders(standing)) context.header(name, value)
  return tooManyRequests(seconds)
}

/** The caller, or whom a superadmin wants to act for; from all others, and at the addresses of superadmins themselves, the header means nothing. */
async function effective({ storage }: Application, principal: Principal, { req }: HttpContext): Promise<Principal> {
  const tenant = req.header('x-impersonate-tenant')
  const { actor } = principal
  if (tenant === undefined || actor?.key === undefined || actor.role !== 'superadmin' || isForSuperadmins(req.path)) return principal
  return impersonate(storage, actor, { tenant, role: req.header('x-effective-role'), agent: req.header('x-effective-agent') })
}

function isForSuperadmins(path: string): boolean {
  return path === '/api/v1/admin' || path.startsWith('/api/v1/admin/')
}
