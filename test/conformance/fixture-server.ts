import { randomBytes } from 'node:crypto'
import { createRequestStateCodec, InMemoryServerEventBus, McpServer, type McpServerFactory } from '@modelcontextprotocol/server'
import { mcpHttpHandler } from '../../packages/core/src/faces/mcp-http.ts'
import { addInputTools } from './fixture-input-tools.ts'
import { addPrompts } from './fixture-prompts.ts'
import { addResources } from './fixture-resources.ts'
import { addTools } from './fixture-tools.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

/** Serves what the official suite expects to find, through the code that serves our own tools. */
export function serveFixture(): Promise<ServedMcp> {
  const bus = new InMemoryServerEventBus()
  return serveMcp(mcpHttpHandler(fixtureFactory(bus), { bus }))
}

function fixtureFactory(bus: InMemoryServerEventBus): McpServerFactory {
  const state = createRequestStateCodec({ key: randomBytes(32) })
  const capabilities = { logging: {}, resources: { subscribe: true } }
  return () => {
    const server = new McpServer({ name: 'fixture', version: '1.0.0' }, { capabilities, requestState: { verify: state.verify } })
    addTools(server, bus)
    addInputTools(server, state)
    addResources(server)
    addPrompts(server)
    return server
  }
}
