import type { OpenApiExample } from '../../openapi.ts'
import type { Operation } from '../../operation.ts'
import { inputSchema, type JsonSchema } from '../json-schema.ts'
import { headerOfArgument } from './input.ts'
import { contentOf, json, placed, placeOf, refusalSchema } from './openapi-schemas.ts'
import { type HttpRoute, pathParameters } from './table.ts'

export type PathItems = Record<string, Record<string, OperationObject>>
type OperationObject = ReturnType<typeof describe>

/**
 * Describes each route beneath its path.
 *
 * Paths that differ only in the names of their parameters are one path in OpenAPI: the names of the first stand for all of them.
 */
export function pathItems(routes: readonly HttpRoute[]): PathItems {
  const shown = new Map<string, string>()
  const items: PathItems = {}
  for (const route of routes) {
    const shape = route.path.replaceAll(/:\w+/g, ':')
    const path = shown.get(shape) ?? route.path
    shown.set(shape, path)
    const template = path.replaceAll(/:(\w+)/g, '{$1}')
    items[template] = { ...items[template], [route.method.toLowerCase()]: describe(route, pathParameters(path)) }
  }
  return items
}

function describe(route: HttpRoute, pathNames: readonly string[]) {
  const { operation, alias } = route
  const body = bodyOf(route)
  return {
    operationId: alias === 0 ? operation.name : `${operation.name}.${alias + 1}`,
    summary: operation.title,
    description: operation.summary,
    tags: [tagOf(route)],
    ...(operation.roles.includes('public') && { security: [{}, { bearer: [] }] }),
    parameters: [...inPath(route, pathNames), ...inQuery(route), ...inHeader(route)],
    ...(body && { requestBody: body }),
    responses: responsesOf(route, body !== undefined),
  }
}

/** The group in which the document lists a route. */
export function tagOf({ operation, module }: HttpRoute): string {
  return module.openapi?.tags?.findLast(({ operations }) => operations.test(operation.name))?.name ?? module.name
}

function exampleOf({ operation, module }: HttpRoute): OpenApiExample {
  return module.openapi?.examples?.[operation.name] ?? {}
}

function responsesOf(route: HttpRoute, hasBody: boolean): Record<string, object> {
  const { method, operation } = route
  const versioned = operation.version !== undefined
  const headers = { ETag: { description: 'The version of the answer', schema: { type: 'string' } } }
  const { output, refusal } = exampleOf(route)
  const answer = (example?: object) => ({
    description: 'The answer',
    ...(versioned && { headers }),
    ...(operation.status !== 204 && { content: contentOf(operation, example) }),
  })
  const { status = 200, insteadStatus } = operation
  return {
    [status]: answer(output),
    ...(insteadStatus && { [insteadStatus.status]: answer() }),
    ...(versioned && method === 'GET' && { 304: { description: 'The answer is still the one that If-None-Match names' } }),
    ...Object.fromEntries(refusalsOf(route, hasBody).map((status) => [status, anyRefusal])),
    ...(refusal && { [refusal.error.status]: { description: 'A refusal', content: json(refusalSchema, refusal) } }),
    default: anyRefusal,
  }
}

const anyRefusal = { $ref: '#/components/responses/Error' }

/** The statuses of the refusals that a caller must reckon with. */
function refusalsOf({ path, operation }: HttpRoute, hasBody: boolean): number[] {
  const { roles, kind } = operation
  const possible: [number, boolean][] = [
    [400, hasBody],
    [401, !roles.includes('public')],
    [403, !roles.includes('public')],
    [404, pathParameters(path).length > 0],
    [409, kind !== 'read'],
    [422, Object.keys(propertiesOf(operation)).length > 0],
    [429, !roles.includes('public')],
  ]
  return possible.flatMap(([status, applies]) => (applies ? [status] : []))
}

function inPath(route: HttpRoute, names: readonly string[]) {
  return pathParameters(route.path).map((argument, index) =>
    parameter(route, argument, { name: names[index]!, in: 'path', required: true }),
  )
}

function inQuery(route: HttpRoute) {
  const { required = [] } = inputSchema(route.operation)
  const names = hasBody(route) ? [] : remaining(route)
  return names.map((name) => parameter(route, name, { name, in: 'query', required: required.includes(name) }))
}

function inHeader(route: HttpRoute) {
  const { operation, settings } = route
  const place = { in: 'header', required: false } as const
  const headers = Object.entries(headerOfArgument).filter(([argument]) => argument in propertiesOf(operation))
  return [
    ...headers.map(([argument, name]) => parameter(route, argument, { name, ...place })),
    ...settings.map(({ header: name, describe: description }) => ({ name, ...place, description, schema: { type: 'string' } })),
  ]
}

interface Place {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
}

function parameter(route: HttpRoute, argument: string, place: Place) {
  const { operation } = route
  const { description, ...schema } = placed(propertiesOf(operation)[argument]!, placeOf(operation, 'input'))
  const example = exampleOf(route).input?.[argument]
  return { ...place, ...(typeof description === 'string' && { description }), schema, ...(example !== undefined && { example }) }
}

/** The body of a request, or undefined where nothing is left to say in one. */
function bodyOf(route: HttpRoute) {
  const names = hasBody(route) ? remaining(route) : []
  const required = names.filter((name) => inputSchema(route.operation).required?.includes(name))
  if (names.length === 0) return undefined
  const { input } = exampleOf(route)
  const example = input && Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)))
  return { required: required.length > 0, content: json(bodySchema(route, names, required), example) }
}

function bodySchema({ operation, ignoresUnknown }: HttpRoute, names: readonly string[], required: readonly string[]) {
  const place = placeOf(operation, 'input')
  const isWhole = names.length === Object.keys(propertiesOf(operation)).length
  if (isWhole && !ignoresUnknown) return { $ref: place }
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `${place}/properties/${name}` }]))
  return { type: 'object', properties, required, ...(!ignoresUnknown && { additionalProperties: false }) }
}

function hasBody({ method }: HttpRoute): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/** The arguments that the path does not hold. */
function remaining({ path, operation }: HttpRoute): string[] {
  const inPath = pathParameters(path)
  return Object.keys(propertiesOf(operation)).filter((name) => !inPath.includes(name))
}

function propertiesOf(operation: Operation): NonNullable<JsonSchema['properties']> {
  return inputSchema(operation).properties ?? {}
}
