import type { HonoRequest } from 'hono'
import { LoopError } from '../../error.ts'
import type { Middleware } from './environment.ts'
import { isLoopback } from './loopback.ts'

export interface GuardOptions {
  /** Names besides those of loopback, with a port or for any port. */
  allowedHosts: readonly string[]
  /** Origins besides those of loopback. */
  allowedOrigins: readonly string[]
}

/** The origins that were allowed by name, as browsers write them. */
export function trustedOrigins({ allowedOrigins }: GuardOptions): ReadonlySet<string> {
  return new Set(allowedOrigins.map((origin) => origin.toLowerCase().replace(/\/$/, '')))
}

/** Refuses what a foreign web page can make a browser send: a rebound host name, another origin, a fetch from another site. */
export function guarded(options: GuardOptions): Middleware {
  const hosts = new Set(options.allowedHosts.map((host) => host.toLowerCase()))
  const origins = trustedOrigins(options)
  return async ({ req }, next) => {
    const origin = req.header('origin')?.toLowerCase()
    const trusted = origin !== undefined && origins.has(origin)
    if (!hostsOf(req).every((host) => isAllowedHost(host, hosts))) throw refusal('foreign_host')
    if (origin !== undefined && !trusted && !isOwnOrigin(origin, req)) throw refusal('foreign_origin')
    if (!trusted && isForeignFetch(req)) throw refusal('foreign_site')
    await next()
  }
}

/** The header, and the address of the request, which may name another host when it was sent whole. */
function hostsOf(request: HonoRequest): string[] {
  const { host } = new URL(request.url)
  return [request.header('host') ?? host, host].map((name) => name.toLowerCase())
}

function isAllowedHost(host: string, hosts: ReadonlySet<string>): boolean {
  const hostname = hostnameOf(host)
  return hostname !== undefined && (isLoopback(hostname) || hosts.has(hostname) || hosts.has(host))
}

function hostnameOf(host: string): string | undefined {
  return /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/.exec(host)?.[1]
}

function isOwnOrigin(origin: string, request: HonoRequest): boolean {
  const host = /^https?:\/\/(.+)$/.exec(origin)?.[1]
  return host !== undefined && (hostsOf(request).includes(host) || isLoopback(hostnameOf(host) ?? ''))
}

/** A person may follow a link to a page here; a page elsewhere may not load anything from here. */
function isForeignFetch(request: HonoRequest): boolean {
  const { method } = request
  const site = request.header('sec-fetch-site')
  if (site !== 'cross-site' && site !== 'same-site') return false
  const opensPage = request.header('sec-fetch-mode') === 'navigate' && request.header('sec-fetch-dest') === 'document'
  return !(opensPage && (method === 'GET' || method === 'HEAD'))
}

const messages = {
  foreign_host: 'This server does not answer to that host name. Use localhost, or add the name to LOOP_ALLOWED_HOSTS.',
  foreign_origin: 'Web pages of that origin may not call this server. To let them, add the origin to LOOP_ALLOWED_ORIGINS.',
  foreign_site: 'Pages of another site may not load this. To let them, add their origin to LOOP_ALLOWED_ORIGINS.',
}

function refusal(code: keyof typeof messages): LoopError {
  return new LoopError('forbidden', messages[code], { code })
}
