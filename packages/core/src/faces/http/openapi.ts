import { type PathItems, pathItems, tagsOf } from './openapi-paths.ts'
import { errorSchema, json, schemasOf } from './openapi-schemas.ts'
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
  tags: { name: string }[]
  paths: PathItems
  components: Record<'securitySchemes' | 'responses' | 'schemas', Record<string, object>>
  [further: `x-${string}`]: unknown
}

/** Describes routes from the same objects that serve them. */
export function openApi({ name, version }: About, routes: readonly HttpRoute[]): OpenApi {
  const shown = routes.toSorted((one, other) => Number(isByName(one)) - Number(isByName(other)))
  const operations = new Set(routes.map(({ operation }) => operation))
  const modules = new Set(routes.map(({ module }) => module))
  const tags = new Set(routes.flatMap(tagsOf))
  return {
    openapi: '3.1.0',
    info: { title: name, version },
    security: [{ bearer: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths: pathItems(shown),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A key, which begins with lc_' } },
      responses: { Error: { description: 'A refusal', content: json({ $ref: '#/components/schemas/Error' }) } },
      schemas: { Error: errorSchema, ...Object.fromEntries([...operations].flatMap(schemasOf)) },
    },
    ...Object.assign({}, ...[...modules].map(({ openapi }) => openapi)),
  }
}

/** Whether it is the address that every operation has; a reader looks for the operation's own one first. */
function isByName({ operation, alias }: HttpRoute): boolean {
  return alias === (operation.rest?.length ?? 0)
}
