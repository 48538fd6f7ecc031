import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { notes } from '../fixtures/notes.ts'
import { readSettings } from '../settings.ts'
import { shelf } from './fixtures/shelf.ts'
import { httpApp } from './http/app.ts'
import type { OpenApi } from './http/openapi.ts'
import { type Listening, serveHttp } from './http/serve.ts'
import { type McpEndpoints, mcpEndpoints } from './mcp-endpoints.ts'
import { remoteCaller } from './remote.ts'
import { openApplication, type Server } from './server.ts'

const modules = [shelf, notes]
const environment = { LOOP_LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:', SHELF_ROOM: 'attic' }
const server: Server = { name: 'loop-test', version: '1.2.3', port: 0, modules, environment, settings: readSettings(environment) }

let application: ReturnType<typeof openApplication>
let endpoints: McpEndpoints
let app: ReturnType<typeof httpApp>
beforeEach(() => {
  application = openApplication(server)
  endpoints = mcpEndpoints(server, application)
  app = httpApp(application, { ...server.settings, name: 'loop-test', version: '1.2.3', auth: 'none', mcp: endpoints.handle })
})
afterEach(async () => {
  await endpoints.close()
  await application.close()
})

describe('over HTTP a header sets it', () => {
  const show = async (headers: Record<string, string>, path = '/api/v1/shelf') => (await app.request(path, { headers })).json()

  test('for one request, and the environment has it for all others', async () => {
    expect(await show({ 'x-loop-room': 'cellar' })).toEqual({ room: 'cellar', owner: 'nobody' })
    expect(await show({})).toMatchObject({ room: 'attic' })
    expect(await show({ 'x-loop-room': '' })).toMatchObject({ room: 'attic' })
  })

  test('and one that it refuses is an answer like any other', async () => {
    expect(await show({ 'x-loop-room': 'Room 7' })).toMatchObject({
      error: {
        status: 422,
        kind: 'invalid_input',
        code: 'bad_setting',
        message: expect.stringMatching(/^A setting is wrong: SHELF_ROOM: /),
      },
    })
  })

  test('and what the module does not list has none', async () => {
    expect(await show({ shelf_owner: 'eve', 'shelf-owner': 'eve', 'x-shelf-owner': 'eve' })).toMatchObject({ owner: 'nobody' })
  })

  test('and its description stands with the operations of the module, and with no others', async () => {
    const { paths } = (await (await app.request('/openapi.json')).json()) as OpenApi
    const parameter = { name: 'X-Loop-Room', in: 'header', required: false, description: 'Which room', schema: { type: 'string' } }
    expect(paths['/api/v1/shelf']?.get?.parameters).toEqual([parameter])
    expect(paths['/api/ops/show_shelf']?.post?.parameters).toEqual([parameter])
    expect(paths['/api/ops/add_note']?.post?.parameters).toEqual([])
  })
})

describe('on a port', () => {
  let listening: Listening
  beforeEach(async () => {
    listening = await serveHttp(app, { port: 0, auth: 'none' })
  })
  afterEach(() => listening.close())

  test.each(['/mcp', '/mcp/shelf'])('each request to %s may have another one, in both eras', async (path) => {
    const url = new URL(path, listening.url)
    const headers: Record<string, string> = {}
    const requestInit = { headers }
    const modern = new ModernClient({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
    await modern.connect(new ModernTransport(url, { requestInit }))
    const legacy = new Client({ name: 'test', version: '1' })
    await legacy.connect(new StreamableHTTPClientTransport(url, { requestInit }) as never)
    for (const room of ['cellar', 'kitchen']) {
      headers['X-Loop-Room'] = room
      expect(await modern.callTool({ name: 'show_shelf', arguments: {} })).toMatchObject({ structuredContent: { room } })
      expect(await legacy.callTool({ name: 'show_shelf', arguments: {} })).toMatchObject({ structuredContent: { room } })
    }
    delete headers['X-Loop-Room']
    expect(await legacy.callTool({ name: 'show_shelf', arguments: {} })).toMatchObject({ structuredContent: { room: 'attic' } })
    await Promise.all([modern.close(), legacy.close()])
  })

  test('a caller from elsewhere sends its own environment, and what one call says counts for more', async () => {
    const caller = remoteCaller({ server: listening.url, modules, environment: { SHELF_ROOM: 'cellar', SHELF_OWNER: 'eve' } })
    expect(await caller.call('show_shelf', {})).toEqual({ room: 'cellar', owner: 'nobody' })
    expect(await caller.call('show_shelf', {}, { settings: { SHELF_ROOM: 'kitchen' } })).toMatchObject({ room: 'kitchen' })
    expect(await remoteCaller({ server: listening.url, modules }).call('show_shelf', {})).toMatchObject({ room: 'attic' })
  })

  test('a caller from elsewhere refuses what no header can hold', async () => {
    const caller = remoteCaller({ server: listening.url, modules, environment: { SHELF_ROOM: 'Küche\n' } })
    await expect(caller.call('show_shelf', {})).rejects.toMatchObject({
      code: 'bad_setting',
      message: expect.stringMatching(/^SHELF_ROOM /),
    })
  })
})
