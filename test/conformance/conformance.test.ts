import { McpServer } from '@modelcontextprotocol/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type McpHttpHandler, mcpHttpHandler } from '../../packages/core/src/faces/mcp-http.ts'
import { type McpLoopback, mcpLoopback } from '../../packages/core/src/faces/mcp-loopback.ts'
import { type BearerProxy, bearerProxy } from './bearer-proxy.ts'
import { fixtureFreeScenarios, runFixtureFree } from './fixture-free.ts'
import { serveFixture } from './fixture-server.ts'
import { type Revision, runRequirements, runScenarios, type ScenarioResult } from './run-suite.ts'

const timeout = 300_000
let fixture: McpLoopback
let guarded: McpLoopback
let proxy: BearerProxy

beforeAll(async () => {
  fixture = await serveFixture()
  guarded = await mcpLoopback(onlyAnna(mcpHttpHandler(plainServer)))
  proxy = await bearerProxy(guarded.url, 'anna')
})

afterAll(async () => {
  proxy.close()
  await Promise.all([fixture.close(), guarded.close()])
})

/** A server of the ordinary kind, with one of each and nothing from the suite. */
function plainServer(): McpServer {
  const unchanging = { listChanged: false }
  const server = new McpServer(
    { name: 'plain', version: '1.0.0' },
    { capabilities: { tools: unchanging, resources: unchanging, prompts: unchanging } },
  )
  server.registerTool('greet', { description: 'Greets.' }, () => ({ content: [{ type: 'text', text: 'Hello' }] }))
  server.registerResource('motto', 'plain://motto', { description: 'A motto.' }, ({ href }) => ({
    contents: [{ uri: href, text: 'Less.' }],
  }))
  server.registerPrompt('start', { description: 'Starts.' }, () => ({ messages: [] }))
  return server
}

function onlyAnna(handler: McpHttpHandler): McpHttpHandler {
  const guard = async (...[request, sender]: Parameters<McpHttpHandler>) =>
    sender.owner === 'anna' ? handler(request, sender) : new Response(null, { status: 401 })
  return Object.assign(guard, { close: handler.close })
}

const withProblems = (results: ScenarioResult[]) => results.filter(({ problems }) => problems.length > 0)

const required: [Revision, number][] = [
  ['2025-11-25', 30],
  ['2026-07-28', 37],
]

test.each(required)('our serving code passes all that %s requires: %i scenarios', { timeout }, async (revision, count) => {
  const results = await runRequirements(fixture.url, revision)
  expect(withProblems(results)).toEqual([])
  expect(results).toHaveLength(count)
})

test.each(required)('an ordinary server behind a bearer passes what needs no fixture (%s)', { timeout }, async (revision) => {
  const results = await runFixtureFree(proxy.url, revision)
  expect(withProblems(results)).toEqual([])
  expect(results.map(({ scenario }) => scenario)).toEqual(fixtureFreeScenarios(revision))
})

test('a scenario that fails, and one that does not exist, are reported', { timeout }, async () => {
  const results = await runScenarios(proxy.url, '2025-11-25', ['tools-call-simple-text', 'no-such-scenario'])
  expect(results).toEqual([
    {
      scenario: 'tools-call-simple-text',
      problems: [{ check: 'tools-call-simple-text', message: 'Failed: Tool test_simple_text not found', untestable: false }],
    },
    { scenario: 'no-such-scenario', problems: [{ check: '', message: 'nothing was checked', untestable: false }] },
  ])
})
