import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { McpServer, type McpServerFactory } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { mcpLoopback } from './fixtures/mcp-loopback.ts'
import { callerOf, type McpHttpHandler, type McpHttpOptions, mcpHttpHandler } from './mcp-http.ts'

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Notes {
  factories: string[]
  waiting: boolean
  aborted: boolean
}

function noteTaker(notes: Notes): McpServerFactory {
  return ({ era, authInfo }) => {
    notes.factories.push(`${era} ${callerOf(authInfo)}`)
    const server = new McpServer({ name: 'notes', version: '1.0.0' })
    server.registerTool('who', {}, (context) => ({ content: [{ type: 'text', text: String(callerOf(context.http?.authInfo)) }] }))
    server.registerTool('steps', {}, async (context) => {
      const progressToken = context.mcpReq._meta?.progressToken ?? 0
      await context.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress: 1, total: 2 } })
      return { content: [] }
    })
    server.registerTool('hang_up', {}, async (context) => {
      context.http?.closeSSE?.()
      return { content: [{ type: 'text', text: 'said after the stream broke' }] }
    })
    server.registerTool('wait', {}, async ({ mcpReq }) => {
      notes.waiting = true
      await new Promise((resolve) => mcpReq.signal.addEventListener('abort', resolve))
      notes.aborted = true
      return { content: [] }
    })
    return server
  }
}

function build(options?: McpHttpOptions): { notes: Notes; handler: McpHttpHandler } {
  const notes: Notes = { factories: [], waiting: false, aborted: false }
  const handler = mcpHttpHandler(noteTaker(notes), options)
  cleanups.push(() => handler.close())
  return { notes, handler }
}

async function listen(options?: McpHttpOptions): Promise<{ notes: Notes; url: URL }> {
  const { notes, handler } = build(options)
  const { url, close } = await mcpLoopback(handler)
  cleanups.push(close)
  return { notes, url }
}

const hurried = { initialReconnectionDelay: 10, maxReconnectionDelay: 10, reconnectionDelayGrowFactor: 1, maxRetries: 5 }
const requestInit = { headers: { authorization: 'Bearer anna' } }

async function olderClient(url: URL): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
  const client = new Client({ name: 'older', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(url, { requestInit, reconnectionOptions: hurried })
  await client.connect(transport)
  cleanups.push(() => client.close())
  return { client, transport }
}

async function newerClient(url: URL, mode: 'auto' | 'legacy'): Promise<ModernClient> {
  const client = new ModernClient({ name: 'newer', version: '1.0.0' }, { versionNegotiation: { mode } })
  await client.connect(new ModernTransport(url, { requestInit }))
  cleanups.push(() => client.close())
  return client
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'by hand', version: '1.0.0' } },
}
const listTools = { jsonrpc: '2.0', id: 2, method: 'tools/list' }

function post(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request('http://127.0.0.1/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

function inSession(id: string, method = 'POST'): Request {
  const headers = { 'mcp-session-id': id, accept: 'application/json, text/event-stream', 'content-type': 'application/json' }
  return new Request('http://127.0.0.1/mcp', { method, headers, body: method === 'POST' ? JSON.stringify(listTools) : undefined })
}

/** Opens a session without a network and returns its id. */
async function openSession(handler: McpHttpHandler, owner = 'anna'): Promise<string> {
  const response = await handler(post(initialize), { owner, caller: owner })
  await response.text()
  return response.headers.get('mcp-session-id') ?? `refused with ${response.status}`
}

async function statusOf(handler: McpHttpHandler, request: Request, owner = 'anna'): Promise<number> {
  const response = await handler(request, { owner, caller: owner })
  await response.text()
  return response.status
}

describe('both eras', () => {
  test('a client of SDK 1.x works in a session, with the caller in factory and handler', async () => {
    const { notes, url } = await listen()
    const { client, transport } = await olderClient(url)
    expect(await client.callTool({ name: 'who' })).toMatchObject({ content: [{ text: 'anna' }] })
    expect(transport.sessionId).toMatch(/^[0-9a-f-]{36}$/)
    expect(notes.factories).toEqual(['legacy anna'])
  })

  test('a client of SDK 2.x speaks 2026-07-28 without a session, with the caller in factory and handler', async () => {
    const { notes, url } = await listen()
    const client = await newerClient(url, 'auto')
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
    expect(await client.callTool({ name: 'who' })).toMatchObject({ content: [{ text: 'anna' }] })
    expect(new Set(notes.factories)).toEqual(new Set(['modern anna']))
  })

  test('a client of SDK 2.x may still open with initialize', async () => {
    const { url } = await listen()
    const client = await newerClient(url, 'legacy')
    expect(client.getNegotiatedProtocolVersion()).toBe('2025-11-25')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['who', 'steps', 'hang_up', 'wait'])
  })

  test.each(['auto', 'legacy'] as const)('progress arrives before the result (%s)', async (mode) => {
    const { url } = await listen()
    const onprogress = vi.fn()
    await (await newerClient(url, mode)).callTool({ name: 'steps' }, { onprogress })
    expect(onprogress).toHaveBeenCalledWith({ progress: 1, total: 2 })
  })

  test('a modern client that goes away aborts its call', async () => {
    const { notes, url } = await listen()
    const client = await newerClient(url, 'auto')
    const giveUp = new AbortController()
    const call = client.callTool({ name: 'wait' }, { signal: giveUp.signal })
    await vi.waitFor(() => expect(notes.waiting).toBe(true))
    giveUp.abort('enough')
    await expect(call).rejects.toThrow('enough')
    await vi.waitFor(() => expect(notes.aborted).toBe(true))
  })

  test('a session client that cancels aborts its call', async () => {
    const { notes, url } = await listen()
    const { client } = await olderClient(url)
    const giveUp = new AbortController()
    const call = client.callTool({ name: 'wait' }, undefined, { signal: giveUp.signal })
    await vi.waitFor(() => expect(notes.waiting).toBe(true))
    giveUp.abort('enough')
    await expect(call).rejects.toThrow('enough')
    await vi.waitFor(() => expect(notes.aborted).toBe(true))
  })
})

describe('sessions', () => {
  test('a stream that broke is resumed, and nothing is lost', async () => {
    const { url } = await listen()
    const { client } = await olderClient(url)
    expect(await client.callTool({ name: 'hang_up' })).toMatchObject({ content: [{ text: 'said after the stream broke' }] })
  })

  test('an unknown session is 404, a missing one 400, another method 405', async () => {
    const { handler } = build()
    expect(await statusOf(handler, inSession('5f7c3f8e-0000-4000-8000-000000000000'))).toBe(404)
    expect(await statusOf(handler, post(listTools))).toBe(400)
    expect(await statusOf(handler, new Request('http://127.0.0.1/mcp', { method: 'PUT', body: '{}' }))).toBe(405)
  })

  test('DELETE ends a session', async () => {
    const { url } = await listen()
    const { client, transport } = await olderClient(url)
    const sessionId = transport.sessionId ?? ''
    await transport.terminateSession()
    const again = await fetch(url, { method: 'POST', headers: inSession(sessionId).headers, body: JSON.stringify(listTools) })
    expect(again.status).toBe(404)
    expect(await client.callTool({ name: 'who' }).catch(({ message }) => message)).toContain('Mcp-Session-Id header is required')
  })

  test('a session answers only to the owner who opened it', async () => {
    const { handler } = build()
    const id = await openSession(handler, 'anna')
    for (const method of ['POST', 'GET', 'DELETE']) expect(await statusOf(handler, inSession(id, method), 'mallory')).toBe(404)
    expect(await statusOf(handler, inSession(id), 'anna')).toBe(200)
  })

  test('handlers see the caller of each request, not the one who opened the session', async () => {
    const { handler } = build()
    const id = await openSession(handler)
    const call = { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'who' } }
    const response = await handler(post(call, { 'mcp-session-id': id }), { owner: 'anna', caller: 'anna, now an orchestrator' })
    expect(await response.text()).toContain('anna, now an orchestrator')
  })

  test('a refused initialize leaves no session behind', async () => {
    const { handler } = build({ maxSessions: 1 })
    const id = await openSession(handler)
    expect(await statusOf(handler, post(initialize, { accept: 'text/html' }))).toBe(406)
    expect(await openSession(handler)).not.toBe(id)
  })

  test('a factory that throws is a 500 that says nothing, and is reported', async () => {
    const onError = vi.fn()
    const handler = mcpHttpHandler(() => Promise.reject(new Error('password is hunter2')), { onError })
    const response = await handler(post(initialize), { owner: 'anna', caller: 'anna' })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('hunter2')
    expect(onError).toHaveBeenCalledWith(new Error('password is hunter2'))
  })

  test('over the cap, the owner with the most idle sessions loses the oldest', async () => {
    const { handler } = build({ maxSessions: 3 })
    const modest = await openSession(handler, 'modest')
    const [first, second] = [await openSession(handler, 'greedy'), await openSession(handler, 'greedy')]
    expect(await statusOf(handler, inSession(first), 'greedy')).toBe(200)
    const newcomer = await openSession(handler, 'newcomer')
    expect(await statusOf(handler, inSession(second), 'greedy')).toBe(404)
    for (const [id, owner] of [
      [modest, 'modest'],
      [first, 'greedy'],
      [newcomer, 'newcomer'],
    ] as const) {
      expect(await statusOf(handler, inSession(id), owner)).toBe(200)
    }
  })

  test('over the cap with every session in use, a newcomer gets 503', async () => {
    const { handler } = build({ maxSessions: 1 })
    const stream = await handler(inSession(await openSession(handler), 'GET'), { owner: 'anna', caller: 'anna' })
    expect(await statusOf(handler, post(initialize))).toBe(503)
    await stream.body?.cancel()
    expect(await statusOf(handler, post(initialize))).toBe(200)
  })
})

describe('idle sessions', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a session that nobody uses for half an hour ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { handler } = build()
    const id = await openSession(handler)
    vi.advanceTimersByTime(29 * 60_000)
    expect(await statusOf(handler, inSession(id))).toBe(200)
    vi.advanceTimersByTime(29 * 60_000)
    expect(await statusOf(handler, inSession(id))).toBe(200)
    vi.advanceTimersByTime(31 * 60_000)
    expect(await statusOf(handler, inSession(id))).toBe(404)
  })

  test('a session with an open stream is in use', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { handler } = build()
    const id = await openSession(handler)
    const stream = await handler(inSession(id, 'GET'), { owner: 'anna', caller: 'anna' })
    vi.advanceTimersByTime(90 * 60_000)
    await stream.body?.cancel()
    expect(await statusOf(handler, inSession(id))).toBe(200)
    vi.advanceTimersByTime(31 * 60_000)
    expect(await statusOf(handler, inSession(id))).toBe(404)
  })
})

describe('the door', () => {
  test('a body that is not JSON, not announced as JSON, or too large is refused', async () => {
    const { handler } = build({ maxBodyBytes: 1_000 })
    expect(await statusOf(handler, post('{'))).toBe(400)
    expect(await statusOf(handler, post(''))).toBe(400)
    expect(await statusOf(handler, post(listTools, { 'content-type': 'text/plain' }))).toBe(415)
    expect(await statusOf(handler, post({ ...initialize, padding: 'x'.repeat(1_000) }))).toBe(413)
  })

  test('a modern request without its envelope is refused by the modern handler', async () => {
    const { handler, notes } = build()
    expect(await statusOf(handler, post(listTools, { 'mcp-protocol-version': '2026-07-28' }))).toBe(400)
    expect(notes.factories).toEqual([])
  })

  test('close ends open streams and turns later requests away', async () => {
    const { handler } = build()
    const id = await openSession(handler)
    const stream = await handler(inSession(id, 'GET'), { owner: 'anna', caller: 'anna' })
    await handler.close()
    expect(await stream.text()).toBe('')
    expect(await statusOf(handler, inSession(id))).toBe(503)
  })
})
