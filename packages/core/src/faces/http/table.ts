import { callables, type Module } from '../../module.ts'
import type { Method, Operation, Route } from '../../operation.ts'
import { inputSchema } from '../json-schema.ts'
import { type CallSetting, callSettings } from '../per-call.ts'

/** One address of one operation. */
export interface HttpRoute {
  method: Method
  path: string
  operation: Operation
  module: Module
  /** 0 for the operation's own address, from 1 on for its aliases. */
  alias: number
  /** Whether what is no argument of the operation is left out instead of refused. */
  ignoresUnknown: boolean
  /** What a call may bring along for the module. */
  settings: readonly CallSetting[]
}

/** Every address of every operation, in the order in which they must be tried: fixed words before parameters. */
export function httpRoutes(modules: readonly Module[]): HttpRoute[] {
  const routes = modules.flatMap((module) => callables(module).flatMap((operation) => routesOf(operation, module)))
  return routes.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

/** The parameters in a path, in their order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
}

function routesOf(operation: Operation, module: Module): HttpRoute[] {
  const { rest = [] } = operation
  const addresses: Route[] = [...rest, `POST /api/ops/${operation.name}`]
  return addresses.map((address, alias) => {
    const [method, path] = address.split(' ') as [Method, string]
    requireArguments(operation, path)
    const ignoresUnknown = module.unknownArguments === 'ignore' && alias < rest.length
    return { method, path, operation, module, alias, ignoresUnknown, settings: callSettings([module]) }
  })
}

function requireArguments(operation: Operation, path: string): void {
  const known = inputSchema(operation).properties ?? {}
  const stray = pathParameters(path).find((name) => !Object.hasOwn(known, name))
  if (stray !== undefined) throw new Error(`${operation.name} has the route ${path}, but no argument ${stray}.`)
}

/** A tilde stands behind every other character that a path may have. */
function rank({ path, method }: HttpRoute): string {
  return `${path.replaceAll(/:\w+/g, '~')} ${method}`
}
