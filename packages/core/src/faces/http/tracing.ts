import { randomBytes, randomUUID } from 'node:crypto'
import { routePath } from 'hono/route'
import type { Logger } from '../../log.ts'
import { newTraceId, traceIdOf } from '../../trace.ts'
import type { Middleware } from './environment.ts'

/** Gives each request an id and a trace, its caller's own where they were sent, and one line in the log. */
export function traced(log: Logger): Middleware {
  return async (context, next) => {
    const started = performance.now()
    const requestId = usable(context.req.header('x-request-id')) ?? randomUUID()
    const traceId = traceIdOf(context.req.header('traceparent')) ?? newTraceId()
    context.set('traceId', traceId)
    await next()
    const { headers, status } = context.res
    headers.set('X-Request-Id', requestId)
    headers.set('traceparent', `00-${traceId}-${randomBytes(8).toString('hex')}-01`)
    // The route and not the address, since an address can hold a secret.
    const request = {
      method: context.req.method,
      route: routePath(context),
      status,
      milliseconds: Math.round(performance.now() - started),
    }
    log.info({ request_id: requestId, trace_id: traceId, ...request })
  }
}

function usable(requestId: string | undefined): string | undefined {
  return requestId !== undefined && /^[\w.=-]{1,128}$/.test(requestId) ? requestId : undefined
}
