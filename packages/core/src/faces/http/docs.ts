import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { html } from 'hono/html'
import { LoopError } from '../../error.ts'
import type { HttpApp } from './environment.ts'

/** Serves the Swagger UI at `/docs`, all of it from here, so that it works without a network. */
export function serveDocs(app: HttpApp, { name }: { name: string }): void {
  app.on('GET', ['/docs', '/swaggerui'], (context) => context.html(page(name), 200, { 'Cache-Control': 'no-cache' }))
  app.get('/docs/start.js', (context) => context.body(start, 200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' }))
  for (const { file, type } of assets) {
    app.get(`/docs/${file}`, async (context) => {
      return context.body(await readAsset(file), 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' })
    })
  }
}

const assets = [
  { file: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
  { file: 'swagger-ui-bundle.js', type: 'text/javascript; charset=utf-8' },
]

function page(name: string) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${name}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`
}

// Without `validatorUrl: null` the page would send the address of the document to a foreign validator.
const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null })
`

/** In a published package the files lie beside the code; a checkout has them where they come from. */
async function readAsset(file: string): Promise<Uint8Array<ArrayBuffer>> {
  for (const place of [`loop-core/docs/${file}`, `swagger-ui-dist/${file}`]) {
    const content = await readPackageFile(place).catch(() => undefined)
    if (content !== undefined) return content
  }
  throw new LoopError('not_found', 'The pages of /docs are not part of this build. /openapi.json has the same.', { code: 'docs_missing' })
}

async function readPackageFile(place: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(fileURLToPath(import.meta.resolve(place))))
}
