import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { readAllowList } from './addresses.ts'
import { type OutgoingRequest, requestOutgoing } from './request.ts'

async function receiver(answer: RequestListener = (_, response) => response.end('fine')) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, port: (server.address() as AddressInfo).port }
}

const call = (address: string, more: Partial<OutgoingRequest> = {}) =>
  requestOutgoing(address, { method: 'POST', timeoutMilliseconds: 10_000, maxBytes: 1_000, ...more })

const loopback = readAllowList('127.0.0.0/8,::1')
const refused = expect.objectContaining({ kind: 'invalid_input', code: 'private_address' })

it('a name that leads to this machine is refused before anything is sent', async () => {
  const { asked, port } = await receiver()
  await expect(call(`http://localhost:${port}/`)).rejects.toEqual(refused)
  // The one name that every machine resolves to itself, in a spelling that only its address gives away.
  const lookup: OutgoingRequest['lookup'] = (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
  await expect(call(`http://inside.example:${port}/`, { lookup })).rejects.toEqual(refused)
  expect(asked).toEqual([])
})

it('a name of which one address is private is refused whole', async () => {
  const { asked, port } = await receiver()
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ]
  const lookup: OutgoingRequest['lookup'] = (_, done) => done(null, addresses)
  await expect(call(`http://hook.example:${port}/`, { lookup, allow: loopback })).rejects.toEqual(refused)
  expect(asked).toEqual([])
})

it('a name is looked up once, so that it cannot move between the check and the connection', async () => {
  const { asked, port } = await receiver()
  let times = 0
  const lookup: OutgoingRequest['lookup'] = (_, done) => done(null, [{ address: ++times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }])
  const answer = await call(`http://hook.example:${port}/a`, { lookup, allow: loopback, body: 'x' })
  expect([answer.status, String(answer.body), times, asked]).toEqual([200, 'fine', 1, ['POST /a']])
  await expect(call(`http://hook.example:${port}/b`, { lookup, allow: loopback })).rejects.toEqual(refused)
})

it('a name in the list of what is allowed may lead anywhere', async () => {
  const { port } = await receiver()
  expect(await call(`http://localhost:${port}/`, { allow: readAllowList('localhost') })).toMatchObject({ status: 200 })
})

it('a redirect is an answer and is not followed', async () => {
  const { asked, port } = await receiver((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
  expect(await call(`http://127.0.0.1:${port}/`, { allow: loopback })).toMatchObject({ status: 302, headers: { location: '/elsewhere' } })
  expect(asked).toEqual(['POST /'])
})

it('no more of an answer is read than asked for, however long it is', async () => {
  const { port } = await receiver((_, response) => {
    const more = () => void (response.write('x'.repeat(10_000)) ? setImmediate(more) : response.once('drain', more))
    more()
  })
  expect((await call(`http://127.0.0.1:${port}/`, { allow: loopback })).body).toHaveLength(1_000)
})

it('a silent receiver is given up when the time is over', async () => {
  const { port } = await receiver(() => {})
  const silent = call(`http://127.0.0.1:${port}/`, { allow: loopback, timeoutMilliseconds: 50 })
  await expect(silent).rejects.toMatchObject({ kind: 'unavailable', code: 'timeout' })
})

it('one that never ends its answer is given up, too', async () => {
  const { port } = await receiver((_, response) => void response.write('x'))
  const endless = call(`http://127.0.0.1:${port}/`, { allow: loopback, timeoutMilliseconds: 50 })
  await expect(endless).rejects.toMatchObject({ kind: 'unavailable', code: 'timeout' })
})

it('whoever asked can call it off, which is not a timeout', async () => {
  const { port } = await receiver(() => {})
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(call(`http://127.0.0.1:${port}/`, { allow: loopback, signal })).rejects.toMatchObject({ name: 'AbortError' })
})

it('what the network reports is thrown as it is', async () => {
  await expect(call('http://127.0.0.1:1/', { allow: loopback })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
