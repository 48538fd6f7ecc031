import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { Principal } from '../../actor.ts'

/** What the steps of one request hand on to the next ones. */
export interface HttpEnvironment {
  Variables: { principal: Principal; traceId: string }
}

export type HttpApp = Hono<HttpEnvironment>
export type HttpContext = Context<HttpEnvironment>
export type Middleware = MiddlewareHandler<HttpEnvironment>
