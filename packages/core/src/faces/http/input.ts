import type { HonoRequest } from 'hono'
import { inputSchema, type JsonSchema } from '../json-schema.ts'
import { readBody } from './body.ts'
import { coerce } from './coerce.ts'
import { versionIn } from './entity-tag.ts'
import type { HttpRoute } from './table.ts'

/** The arguments that may also come as a header. */
export const headerOfArgument = { idempotency_key: 'Idempotency-Key', if_version: 'If-Match' } as const

/** Merges query, headers, JSON body and path into the one input of an operation; the later one wins. */
export async function readInput(request: HonoRequest, route: HttpRoute): Promise<Record<string, unknown>> {
  const { properties = {} } = inputSchema(route.operation)
  const headers = headerArguments(request, properties)
  return mergedInput(route, { query: request.queries(), headers, body: await readBody(request), path: request.param() })
}

interface Parts {
  query: Texts
  headers?: Texts
  body?: Record<string, unknown> | undefined
  path: Texts
}

type Texts = Record<string, string | string[]>

/** The one input of an operation, from all parts of a request. */
export function mergedInput({ operation, ignoresUnknown }: HttpRoute, { query, headers = {}, body, path }: Parts): Record<string, unknown> {
  const { properties = {} } = inputSchema(operation)
  const input = { ...coerceAll({ ...query, ...headers }, properties), ...body, ...coerceAll(path, properties) }
  return ignoresUnknown ? knownOf(input, properties) : input
}

type Properties = NonNullable<JsonSchema['properties']>

function knownOf(input: Record<string, unknown>, properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(properties, name)))
}

function coerceAll(texts: Texts, properties: Properties): Record<string, unknown> {
  const known = (name: string) => (Object.hasOwn(properties, name) ? properties[name] : undefined)
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, coerce([text].flat(), known(name))]))
}

function headerArguments(request: HonoRequest, properties: Properties): Record<string, string> {
  const key = 'idempotency_key' in properties ? request.header(headerOfArgument.idempotency_key) : undefined
  const version = 'if_version' in properties ? versionIn(request.header(headerOfArgument.if_version)) : undefined
  return { ...(key !== undefined && { idempotency_key: key }), ...(version !== undefined && { if_version: version }) }
}
