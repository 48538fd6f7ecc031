import { LoopError } from '../../error.ts'
import type { HttpApp, Middleware } from './environment.ts'
import { type About, openApi } from './openapi.ts'
import type { HttpRoute } from './table.ts'

/** Serves the OpenAPI document to anybody, whole or of one module, and the list of routes to callers. */
export function serveCatalog(app: HttpApp, about: About, routes: readonly HttpRoute[], identify: readonly [Middleware, Middleware]): void {
  const documents = documentsOf(about, routes)
  app.on('GET', ['/openapi.json', '/api/v1/openapi'], (context) => {
    const module = context.req.query('module') ?? ''
    const document = documents.get(module)
    if (document === undefined) throw unknownModule([...documents.keys()])
    return context.json(document())
  })
  const list = routes.map(listed)
  app.get('/api/v1/routes', ...identify, (context) => context.json({ routes: list, count: list.length }))
}

type Document = () => ReturnType<typeof openApi>

/** By the module's name, and under the empty name the whole; each is built when it is first asked for. */
function documentsOf(about: About, routes: readonly HttpRoute[]): Map<string, Document> {
  const modules = new Set(routes.map(({ module }) => module))
  const single = [...modules].map((name) => [name, once(about, () => routes.filter(({ module }) => module === name))] as const)
  return new Map([['', once(about, () => routes)], ...single])
}

function once(about: About, routes: () => readonly HttpRoute[]): Document {
  let document: ReturnType<typeof openApi> | undefined
  return () => (document ??= openApi(about, routes()))
}

function listed({ method, path, operation }: HttpRoute) {
  return { method, path, operation: operation.name, summary: operation.summary, roles: operation.roles }
}

function unknownModule(known: readonly string[]): LoopError {
  return new LoopError('not_found', `No such module is mounted here. There are: ${known.filter((name) => name !== '').join(', ')}.`, {
    code: 'module_not_found',
  })
}
