import { LoopError } from '../../error.ts'
import { somebody } from './bearer.ts'
import type { HttpApp, Middleware } from './environment.ts'
import { type About, openApi } from './openapi.ts'
import type { HttpRoute } from './table.ts'

/** Serves the OpenAPI document to anybody, whole or of one module, and the list of routes to callers. */
export function serveCatalog(
  app: HttpApp,
  about: About,
  { routes, identify }: { routes: readonly HttpRoute[]; identify: Middleware },
): void {
  const document = documents(about, routes)
  const list = routes.map(listed)
  app.on('GET', ['/openapi.json', '/api/v1/openapi'], (context) => {
    return context.body(document(context.req.query('module')), 200, { 'Content-Type': 'application/json' })
  })
  app.get('/api/v1/routes', identify, somebody, (context) => context.json({ routes: list, count: list.length }))
}

/** Makes each document when it is first asked for, and keeps its text. */
function documents(about: About, routes: readonly HttpRoute[]): (module: string | undefined) => string {
  const modules = new Set(routes.map((route) => route.module.name))
  const made = new Map<string | undefined, string>()
  return (module) => {
    if (module !== undefined && !modules.has(module)) throw unknownModule([...modules])
    const wanted = routes.filter((route) => module === undefined || route.module.name === module)
    const document = made.get(module) ?? JSON.stringify(openApi(about, wanted))
    made.set(module, document)
    return document
  }
}

function listed({ method, path, operation }: HttpRoute) {
  const { name, summary, roles } = operation
  // One sentence by the two names under which clients look for it.
  return { method, path, operation: name, summary, description: summary, roles }
}

function unknownModule(known: readonly string[]): LoopError {
  return new LoopError('not_found', `No such module is mounted here. There are: ${known.join(', ')}.`, { code: 'module_not_found' })
}
