import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { LoopError } from '../../error.ts'
import { toLoopError } from '../../foreign-error.ts'
import type { Logger } from '../../log.ts'
import { nearest } from '../../nearest.ts'
import type { HttpApp, HttpContext } from './environment.ts'

/** Makes every refusal the one error body, also that of an address without a handler. */
export function answerErrors(app: HttpApp, log: Logger): void {
  app.onError((thrown, context) => errorResponse(context, toLoopError(thrown, log)))
  app.notFound((context) => {
    const { method, path } = context.req
    const routes = app.routes.filter((route) => route.method !== 'ALL')
    const methods = methodsFor(routes, path)
    if (methods.length === 0) return errorResponse(context, unknownPath(routes, { method, path }))
    context.header('Allow', methods.join(', '))
    return errorResponse(context, wrongMethod(methods))
  })
}

function errorResponse(context: HttpContext, error: LoopError): Response {
  context.header('Cache-Control', 'no-store')
  if (error.status === 401) context.header('WWW-Authenticate', 'Bearer')
  return context.json(LoopError.prototype.toJSON.call(error), error.status as ContentfulStatusCode)
}

interface Address {
  method: string
  path: string
}

function methodsFor(routes: readonly Address[], path: string): string[] {
  const methods = routes.filter((route) => pattern(route.path).test(path)).map((route) => route.method)
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
}

function wrongMethod(methods: readonly string[]): LoopError {
  return new LoopError('not_found', `This address takes ${methods.join(', ')} and no other method.`, {
    code: 'method_not_allowed',
    status: 405,
  })
}

/** The refusal of a path that no route has; it names the nearest. */
export function unknownPath(routes: readonly Address[], { method, path }: Address): LoopError {
  // Comparing takes time in proportion to the length, and the length is the caller's choice.
  const wanted = path.slice(0, 120)
  const known = new Map(routes.map((route) => [`${route.method} ${filled(route.path, wanted)}`, `${route.method} ${route.path}`]))
  const suggestions = nearest(`${method} ${wanted}`, [...known.keys()]).map((address) => known.get(address)!)
  return new LoopError('not_found', `There is nothing at this address. Did you mean ${suggestions[0]}?`, {
    code: 'route_not_found',
    hints: ['GET /openapi.json describes every address.'],
    details: { nearest: suggestions },
  })
}

/** A route with the words of a path in the places of its parameters, since an id is like no name of a parameter. */
function filled(route: string, path: string): string {
  const words = path.split('/')
  const places = route.split('/').map((place, index) => (place.startsWith(':') ? words[index] || place : place))
  return places.join('/')
}
