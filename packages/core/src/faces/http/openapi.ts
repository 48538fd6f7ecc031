import type { Module } from '../../module.ts'
import { type PathItems, pathItems, tagOf } from './openapi-paths.ts'
import { errorSchema, gathered, json, refusalSchema, schemasOf } from './openapi-schemas.ts'
import { webhookItems, webhookSchemas } from './openapi-webhooks.ts'
import type { HttpRoute } from './table.ts'

export interface About {
  name: string
  version: string
}

/** An OpenAPI 3.1 document. */
export interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  security: Record<string, string[]>[]
  tags: { name: string; description: string }[]
  paths: PathItems
  webhooks: Record<string, object>
  components: Record<'securitySchemes' | 'responses' | 'schemas', Record<string, object>>
  [further: `x-${string}`]: unknown
}

/** Describes routes from the same objects that serve them. */
export function openApi({ name, version }: About, routes: readonly HttpRoute[]): OpenApi {
  const shown = routes.toSorted((one, other) => Number(isByName(one)) - Number(isByName(other)))
  const operations = new Set(routes.map(({ operation }) => operation))
  const modules = [...new Set(routes.map(({ module }) => module))]
  const members = Object.assign({}, ...modules.map(({ openapi }) => openapi?.refusalMembers))
  return {
    openapi: '3.1.0',
    info: { title: name, version },
    security: [{ bearer: [] }],
    tags: tagsOf(modules, routes),
    paths: pathItems(shown),
    webhooks: webhookItems(modules),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A key, which begins with lc_' } },
      responses: { Error: { description: 'A refusal', content: json(refusalSchema) } },
      schemas: gathered([['Error', errorSchema(members)], ...[...operations].flatMap(schemasOf), ...webhookSchemas(modules)]),
    },
    ...Object.fromEntries(modules.flatMap(extensionsOf)),
  }
}

/** The groups that have a route, in the order of their modules; those of one name are one. */
function tagsOf(modules: readonly Module[], routes: readonly HttpRoute[]): OpenApi['tags'] {
  const used = new Set(routes.map(tagOf))
  const known = modules.flatMap(({ name, title, openapi }) => [...(openapi?.tags ?? []), { name, description: title }])
  const described = new Map(known.toReversed().map(({ name, description }) => [name, description]))
  return [...new Set(known.map(({ name }) => name))]
    .filter((name) => used.has(name))
    .map((name) => ({ name, description: described.get(name)! }))
}

function extensionsOf({ openapi = {} }: Module): [string, unknown][] {
  return Object.entries(openapi).filter(([name]) => name.startsWith('x-'))
}

/** Whether it is the address that every operation has; a reader looks for the operation's own one first. */
function isByName({ operation, alias }: HttpRoute): boolean {
  return alias === (operation.rest?.length ?? 0)
}
