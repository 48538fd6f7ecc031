import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { LoopError } from '../error.ts'
import { defineModule } from '../module.ts'
import { nothing, operation } from '../operation.ts'
import { remoteCaller } from './remote.ts'

const key = 'lc_secret_0123456789'

const forAgents = operation({
  name: 'claim_task',
  title: 'Claim task',
  summary: 'Take a task.',
  kind: 'write',
  roles: ['agent'],
  input: z.object({}),
  output: nothing,
  run: async () => ({}),
})
const modules = [
  defineModule({
    name: 'queue',
    title: 'Queue',
    operations: [
      forAgents,
      { ...forAgents, name: 'delete_task', command: 'task delete', roles: ['user'] },
      { ...forAgents, name: 'get_health', command: 'health get', roles: ['public'] },
    ],
  }),
]

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serverThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function callerOf(answer: RequestListener, timeoutMilliseconds?: number) {
  const server = await serverThat(answer)
  return { server, caller: remoteCaller({ server, key, modules, timeoutMilliseconds }) }
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

async function refusalOf(work: Promise<unknown>): Promise<LoopError> {
  const thrown = await work.catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(LoopError)
  expect(JSON.stringify([thrown, (thrown as LoopError).message, (thrown as LoopError).stack])).not.toContain(key)
  return thrown as LoopError
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

describe('a call', () => {
  test('posts its input as JSON with the key and its trace, and gives back the answer', async () => {
    let seen: unknown
    const server = await serverThat(async (request, response) => {
      const { authorization, traceparent } = request.headers
      seen = { method: request.method, url: request.url, authorization, traceparent, body: await bodyOf(request) }
      response.end('{"task":{"id":"T-1"}}')
    })
    const caller = remoteCaller({ server: `${server}/loop/`, key, modules })
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    expect(await caller.call('claim_task', { task_id: 'T-1' }, { traceId })).toEqual({ task: { id: 'T-1' } })
    expect(seen).toEqual({
      method: 'POST',
      url: '/loop/api/ops/claim_task',
      authorization: `Bearer ${key}`,
      traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/),
      body: { task_id: 'T-1' },
    })
  })

  test('that answers with 204 gives back nothing', async () => {
    const { caller } = await callerOf((_, response) => void response.writeHead(204).end())
    expect(await caller.call('delete_task', {})).toEqual({})
  })

  test('without a key sends none', async () => {
    const server = await serverThat((request, response) => void response.end(JSON.stringify({ has: 'authorization' in request.headers })))
    expect(await remoteCaller({ server, modules }).call('claim_task', undefined)).toEqual({ has: false })
  })

  test('that is refused throws the very error of the other side', async () => {
    const original = new LoopError('conflict', 'T-1 is held by ada.', {
      code: 'lease_lost',
      hints: ['Call get_next_work.'],
      details: { holder: 'ada' },
      data: { current_state: 'held', context: { holder: 'ada' } },
      status: 423,
    })
    const { caller } = await callerOf(json(423, original))
    const error = await refusalOf(caller.call('claim_task', {}))
    expect(error.toJSON()).toEqual(original.toJSON())
  })
})

describe('what does not come from a Loop server is server_unreachable:', () => {
  const oddities: Record<string, RequestListener> = {
    'an HTML page with status 500': (_, response) => void response.writeHead(500).end('<html>secret of a proxy</html>'),
    'an HTML page with status 200': (_, response) => void response.end('<html>log in</html>'),
    'JSON in another shape': json(404, { error: 'not found' }),
    'an unknown kind of error': json(418, { error: { status: 418, kind: 'teapot', code: 'teapot', message: 'short and stout' } }),
    'a reset before the answer': (request) => void request.socket.destroy(),
    'a reset within the answer': (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"task":', () => response.destroy())
    },
  }
  test.each(Object.entries(oddities))('%s', async (_, answer) => {
    const { server, caller } = await callerOf(answer)
    const error = await refusalOf(caller.call('claim_task', {}))
    expect(error).toMatchObject({ kind: 'unavailable', code: 'server_unreachable', status: 503 })
    expect(error.message).toContain(server)
    expect(error.message).not.toMatch(/proxy|stout/)
    expect(error.hints.join()).toContain('LOOP_SERVER')
  })

  test('nothing listens there', async () => {
    const server = await serverThat(() => {})
    for (const close of closing.splice(0)) close()
    const error = await refusalOf(remoteCaller({ server, key, modules }).call('claim_task', {}))
    expect(error.toJSON()).toEqual({
      error: {
        status: 503,
        kind: 'unavailable',
        code: 'server_unreachable',
        message: `The server ${server} cannot be reached (ECONNREFUSED).`,
        hints: [
          'Check that the server runs and that LOOP_SERVER is its address.',
          'Without LOOP_SERVER the database of this machine is used.',
        ],
      },
    })
  })

  test('it does not answer in time, and the call may have gone through', async () => {
    const { caller } = await callerOf(() => {}, 20)
    const error = await refusalOf(caller.call('claim_task', {}))
    expect(error).toMatchObject({ code: 'server_unreachable', message: expect.stringContaining('in time') })
    expect(error.hints[0]).toContain('may have gone through')
  })

  test('it redirects, and nobody else is shown the key', async () => {
    let visits = 0
    const elsewhere = await serverThat((_, response) => {
      visits++
      response.end('{}')
    })
    const { caller } = await callerOf((_, response) => void response.writeHead(307, { location: elsewhere }).end())
    expect(await refusalOf(caller.call('claim_task', {}))).toMatchObject({
      code: 'server_unreachable',
      message: expect.stringContaining('another address'),
    })
    expect(visits).toBe(0)
  })
})

test('an answer of more than 8 MiB is not read to its end', async () => {
  const { caller } = await callerOf((_, response) => {
    const send = () => void (response.destroyed || response.write('x'.repeat(1024 * 1024), send))
    send()
  })
  expect(await refusalOf(caller.call('claim_task', {}))).toMatchObject({ kind: 'unavailable', code: 'answer_too_large' })
})

test('cancelling a call ends its request', async () => {
  const controller = new AbortController()
  let socket: IncomingMessage['socket'] | undefined
  const { caller } = await callerOf((request) => {
    socket = request.socket
    controller.abort()
  })
  expect(await refusalOf(caller.call('claim_task', {}, { signal: controller.signal }))).toMatchObject({
    kind: 'unavailable',
    code: 'cancelled',
  })
  await vi.waitUntil(() => socket?.destroyed)
})

describe('what the caller may use', () => {
  test('follows from the roles of the key, asked for once', async () => {
    let asked = 0
    const { caller } = await callerOf((request, response) => {
      asked++
      expect(request.url).toBe('/api/ops/who_am_i')
      response.end('{"tenant":"acme","role":"agent"}')
    })
    expect(await caller.allowed()).toEqual(new Set(['claim_task', 'get_health']))
    await caller.allowed()
    expect(asked).toBe(1)
  })

  test('is the sum of all roles that a key carries', async () => {
    const { caller } = await callerOf(json(200, { role: 'user', roles: ['user', 'agent'] }))
    expect(await caller.allowed()).toEqual(new Set(['claim_task', 'delete_task', 'get_health']))
  })

  test('is not known for a person whose further roles are not told', async () => {
    const { caller } = await callerOf(json(200, { role: 'user' }))
    expect(await caller.allowed()).toBeUndefined()
  })

  test('is not known where the server refuses to say', async () => {
    const { caller } = await callerOf(json(404, new LoopError('not_found', 'There is no operation named "who_am_i".')))
    expect(await caller.allowed()).toBeUndefined()
  })

  test('is asked for again once the server can be reached', async () => {
    let asked = 0
    const { caller } = await callerOf((request, response) => {
      if (asked++ === 0) request.socket.destroy()
      else response.end('{"role":"agent"}')
    })
    expect(await caller.allowed()).toBeUndefined()
    expect(await caller.allowed()).toEqual(new Set(['claim_task', 'get_health']))
  })
})

describe('wrong settings are refused before anything is sent:', () => {
  test.each([
    ['a login in the address', { server: 'http://ada:secret@127.0.0.1:1' }],
    ['a line break in the key', { server: 'http://127.0.0.1:1', key: `${key}\n` }],
  ])('%s', (_, options) => {
    expect(() => remoteCaller({ ...options, modules })).toThrow(
      expect.objectContaining({ kind: 'invalid_input', code: 'bad_setting', message: expect.not.stringMatching(/secret/) }),
    )
  })
})
