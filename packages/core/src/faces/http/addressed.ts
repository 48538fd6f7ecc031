import type { Module } from '../../module.ts'
import { unknownPath } from './errors.ts'
import { mergedInput } from './input.ts'
import { httpRoutes } from './table.ts'

/** A request as a person types it: its path may have a query. */
export interface TypedRequest {
  method: string
  path: string
  body?: Record<string, unknown>
}

/** The operation that the HTTP face would call for a request, with its input. Throws `not_found route_not_found`. */
export function addressed(modules: readonly Module[], request: TypedRequest): { name: string; input: Record<string, unknown> } {
  const routes = httpRoutes(modules)
  const { pathname, searchParams } = new URL(request.path, 'http://loop')
  for (const route of routes) {
    const path = route.method === request.method ? parametersIn(route.path, pathname) : undefined
    if (path === undefined) continue
    const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]))
    return { name: route.operation.name, input: mergedInput(route, { query, body: request.body, path }) }
  }
  throw unknownPath(routes, { method: request.method, path: pathname })
}

/** The values of a route's parameters in a path; undefined for a path of another route. */
function parametersIn(route: string, path: string): Record<string, string> | undefined {
  const [places, words] = [route.split('/'), path.split('/')]
  if (places.length !== words.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, place] of places.entries()) {
    const word = words[index]!
    if (place.startsWith(':') && word !== '') parameters[place.slice(1)] = decodeURIComponent(word)
    else if (place !== word) return undefined
  }
  return parameters
}
