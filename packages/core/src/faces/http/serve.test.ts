import { request } from 'node:http'
import { createConnection } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { LoopError } from '../../error.ts'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { sends, testApp } from './fixtures/app.ts'
import { type Listening, serveHttp } from './serve.ts'

const open: Listening[] = []
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close()
})

/** A promise that is kept from outside. */
function moment() {
  let come = () => {}
  const came = new Promise<void>((resolve) => {
    come = resolve
  })
  return { come, came }
}

/** A server with one operation that begins, then waits to be allowed to end or to be aborted. */
async function slowServer(options: { drainMilliseconds?: number } = {}) {
  const [begun, allowed, aborted] = [moment(), moment(), moment()]
  const work = operation({
    name: 'work',
    title: 'Work',
    summary: 'Work until allowed to stop.',
    kind: 'effect',
    roles: ['user'],
    input: z.object({ title: z.string().max(20).optional() }),
    output: nothing,
    async run(_, { signal }) {
      signal.addEventListener('abort', aborted.come)
      begun.come()
      await Promise.race([allowed.came, aborted.came])
      return {}
    },
  })
  const { app, owner } = await testApp({}, [defineModule({ name: 'working', title: 'Working', operations: [work] })])
  const listening = await serveHttp(app, { port: 0, auth: 'token', ...options })
  open.push(listening)
  return { ...listening, owner, begun: begun.came, allow: allowed.come, aborted: aborted.came }
}

async function serveNotes() {
  const { app } = await testApp()
  const listening = await serveHttp(app, { port: 0, auth: 'token' })
  open.push(listening)
  return listening
}

async function refusalOf(work: Promise<unknown>): Promise<LoopError> {
  const thrown = await work.catch((error: unknown) => error)
  if (!LoopError.is(thrown)) throw thrown
  return thrown
}

test('it serves on 127.0.0.1 unless told otherwise', async () => {
  const { url } = await serveNotes()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok' })
})

test('a taken port is named', async () => {
  const { url } = await serveNotes()
  const port = Number(new URL(url).port)
  const { app } = await testApp()
  const error = await refusalOf(serveHttp(app, { port, auth: 'token' }))
  expect([error.kind, error.code]).toEqual(['unavailable', 'port_taken'])
  expect(error.message).toContain(`Port ${port} on 127.0.0.1 is taken`)
})

test('an address that this machine does not have is refused in our words', async () => {
  const { app } = await testApp()
  const error = await refusalOf(serveHttp(app, { host: '192.0.2.1', port: 0, auth: 'token' }))
  expect([error.kind, error.code]).toEqual(['unavailable', 'cannot_listen'])
})

test.each(['0.0.0.0', '::', '192.0.2.1', 'loop.example'])('without keys it does not serve on %s', async (host) => {
  const { app } = await testApp({ auth: 'none' })
  const error = await refusalOf(serveHttp(app, { host, port: 0, auth: 'none' }))
  expect([error.kind, error.code]).toEqual(['invalid_input', 'auth_needed'])
})

test('without keys it serves on loopback', async () => {
  const { app } = await testApp({ auth: 'none' })
  open.push(await serveHttp(app, { host: 'localhost', port: 0, auth: 'none' }))
  expect((await fetch(`${open[0]!.url}/api/v1/notes`)).status).toBe(200)
})

test('a client that hangs up aborts the signal of the handler', async () => {
  const { url, owner, begun, aborted } = await slowServer()
  const client = new AbortController()
  const answer = fetch(`${url}/api/ops/work`, { ...sends({}, owner), signal: client.signal })
  await begun
  client.abort()
  await expect(answer).rejects.toThrow()
  await aborted
})

test('a client that sent its body in chunks and hangs up aborts the signal as well', async () => {
  const { url, owner, begun, aborted } = await slowServer()
  const client = request(`${url}/api/ops/work`, { method: 'POST', headers: { ...owner, 'content-type': 'application/json' } })
  client.on('error', () => {})
  client.write('{"title":')
  client.end('"x"}')
  await begun
  client.destroy()
  await aborted
})

test('closing lets a running call end and takes no new one', async () => {
  const { url, owner, begun, allow, close } = await slowServer()
  const answer = fetch(`${url}/api/ops/work`, sends({}, owner))
  await begun
  const closed = close()
  await expect(fetch(`${url}/health`)).rejects.toThrow()
  allow()
  expect((await answer).status).toBe(200)
  await closed
})

test('closing waits only so long for a call that does not end', async () => {
  const { url, owner, begun, aborted, close } = await slowServer({ drainMilliseconds: 1 })
  const answer = fetch(`${url}/api/ops/work`, sends({}, owner))
  const failed = expect(answer).rejects.toThrow()
  await begun
  await close()
  await Promise.all([failed, aborted])
})

test('an endless body is refused after 4 MiB', async () => {
  const { url } = await serveNotes()
  const client = request(`${url}/api/ops/list_notes`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  client.on('error', () => {})
  const answered = new Promise<number | undefined>((resolve) => client.once('response', ({ statusCode }) => resolve(statusCode)))
  const chunk = Buffer.alloc(64 * 1024, ' ')
  const more = () => {
    while (client.write(chunk)) {}
  }
  client.on('drain', more)
  more()
  expect(await answered).toBe(413)
  client.destroy()
})

test('more than 16 KiB of headers are 431', async () => {
  const { url } = await serveNotes()
  expect((await fetch(`${url}/health`, { headers: { 'x-long': 'x'.repeat(17 * 1024) } })).status).toBe(431)
})

test('a request that was sent with a whole address is held to that host as well', async () => {
  const { url } = await serveNotes()
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1')
  socket.end('GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  expect(await text(socket)).toContain('foreign_host')
})
