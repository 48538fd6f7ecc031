import type { HttpApp } from './environment.ts'
import type { About } from './openapi.ts'

/** Leads whoever guesses an address to the right one: the root, the start of the interface and the other name of the page. */
export function serveDiscovery(app: HttpApp, { name, version }: About): void {
  const links = {
    name,
    version,
    docs: '/api/v1/openapi',
    swagger_ui: '/swaggerui',
    health: '/health',
    routes: '/api/v1/routes',
  }
  app.get('/', (context) => context.redirect(context.req.header('accept')?.includes('text/html') ? '/docs' : '/api/v1/'))
  app.on('GET', ['/api/v1', '/api/v1/'], (context) => context.json(links))
  app.get('/swagger', (context) => context.redirect('/swaggerui'))
}
