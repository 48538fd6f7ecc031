import { createApplication } from 'loop-core'
import { httpApp } from '../../packages/core/src/faces/http/app.ts'
import { serveHttp } from '../../packages/core/src/faces/http/serve.ts'
import type { McpHttpHandler } from '../../packages/core/src/faces/mcp-http.ts'

export interface ServedMcp {
  url: URL
  close(): Promise<void>
}

/** Serves a handler through the HTTP face that all our servers have, guards and limits included. */
export async function serveMcp(handler: McpHttpHandler): Promise<ServedMcp> {
  const application = createApplication([], { databaseUrl: 'file::memory:' })
  const app = httpApp(application, {
    name: 'fixture',
    version: '1.0.0',
    auth: 'none',
    allowedHosts: [],
    allowedOrigins: [],
    mcp: (request, principal) => handler(request, { owner: 'anybody', caller: principal }),
  })
  const listening = await serveHttp(app, { port: 0, auth: 'none', drainMilliseconds: 100 })
  const close = async () => {
    await handler.close()
    await listening.close()
    await application.close()
  }
  return { url: new URL(`${listening.url}/mcp`), close }
}
