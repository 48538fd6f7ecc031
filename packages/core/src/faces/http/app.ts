import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import type { Principal } from '../../actor.ts'
import type { Application } from '../../application.ts'
import { addressCounter } from './address-limit.ts'
import { type Auth, bearer, somebody } from './bearer.ts'
import { limitedBody } from './body.ts'
import { serveCatalog } from './catalog.ts'
import { serveDiscovery } from './discovery.ts'
import { serveDocs } from './docs.ts'
import type { HttpApp, HttpEnvironment, Middleware } from './environment.ts'
import { answerErrors } from './errors.ts'
import { type GuardOptions, guarded, trustedOrigins } from './guards.ts'
import { serveHealth } from './health.ts'
import { serveOperations } from './routes.ts'
import { httpRoutes } from './table.ts'
import { traced } from './tracing.ts'

export interface HttpOptions extends GuardOptions {
  name: string
  version: string
  /** `none`: whoever sends no bearer is the owner of this machine. */
  auth: Auth
  /** How many proxies stand in front; 0 unless said. */
  trustedProxies?: number
  /** Answers `/mcp` and `/mcp/<module>` for a caller who is known. */
  mcp?: McpEndpoint
}

type McpEndpoint = (request: Request, principal: Principal, module: string | undefined) => Promise<Response>

/** Makes the HTTP face of an application: its operations, their description, `/health` and `/mcp`, without a port. */
export function httpApp(application: Application, options: HttpOptions): HttpApp {
  const app = new Hono<HttpEnvironment>()
  const addresses = {
    routes: httpRoutes(application.modules),
    identify: bearer(application, options.auth),
    countAddress: addressCounter(application.clock, options.trustedProxies),
  }
  answerErrors(app, application.log)
  app.use(traced(application.log), pageSafety(), guarded(options), ...crossOrigin(options), limitedBody())
  serveHealth(app, application, options)
  serveDiscovery(app, options)
  serveDocs(app, options)
  serveCatalog(app, options, addresses)
  serveOperations(app, application, addresses)
  if (options.mcp) serveMcp(app, options.mcp, addresses.identify)
  return app
}

function serveMcp(app: HttpApp, endpoint: McpEndpoint, identify: Middleware): void {
  app.on(['POST', 'GET', 'DELETE'], ['/mcp', '/mcp/:module'], identify, somebody, ({ req, var: { principal } }) =>
    endpoint(req.raw, principal, req.param('module')),
  )
}

/** What a browser may do with our pages: nothing from elsewhere, nothing inline but styles, no frames. */
function pageSafety(): Middleware {
  const own = "'self'"
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [own],
      styleSrc: [own, "'unsafe-inline'"],
      imgSrc: [own, 'data:'],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    // Whether a domain is served over TLS only is for its owner to say.
    strictTransportSecurity: false,
  })
}

/** Lets pages of the origins that were allowed by name read the answers; to all others the browser shows nothing. */
function crossOrigin(options: GuardOptions): Middleware[] {
  const origins = [...trustedOrigins(options)]
  const exposeHeaders = [
    'ETag',
    'Mcp-Session-Id',
    'Retry-After',
    'WWW-Authenticate',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'X-Request-Id',
    'traceparent',
  ]
  return origins.length === 0 ? [] : [cors({ origin: origins, exposeHeaders })]
}
