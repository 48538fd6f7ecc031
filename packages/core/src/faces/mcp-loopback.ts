import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import {
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import type { McpHttpHandler } from './mcp-http.ts'

export interface McpLoopback {
  url: URL
  close(): Promise<void>
}

/** Serves a handler on a free loopback port, for tests: whatever the bearer says is both owner and caller. */
export async function mcpLoopback(handler: McpHttpHandler): Promise<McpLoopback> {
  const app = new Hono()
  app.use('*', async ({ req }, next) => guard(req.raw) ?? next())
  app.all('/mcp', ({ req }) => {
    const bearer = req.header('authorization')?.replace('Bearer ', '') ?? 'nobody'
    return handler(req.raw, { owner: bearer, caller: bearer })
  })
  const server = await new Promise<Server>((resolve) => {
    const listening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(listening as Server))
  })
  const { port } = server.address() as AddressInfo
  return { url: new URL(`http://127.0.0.1:${port}/mcp`), close: () => stop(handler, server) }
}

function guard(request: Request): Response | undefined {
  return hostHeaderValidationResponse(request, localhostAllowedHostnames()) ?? originValidationResponse(request, localhostAllowedOrigins())
}

async function stop(handler: McpHttpHandler, server: Server): Promise<void> {
  await handler.close()
  server.close()
  // A client that aborted has opened a fresh connection, which close() alone would wait for.
  server.closeAllConnections()
}
