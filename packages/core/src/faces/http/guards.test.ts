import { expect, test } from 'vitest'
import type { HttpApp } from './environment.ts'
import { codeOf, testApp } from './fixtures/app.ts'

const mcp = async () => new Response('mcp')

/** One request for every route that there is, and for some that are none. */
function everyAddress(app: HttpApp): { method: string; path: string }[] {
  const real = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+/g, 'x') }))
  return [
    ...real,
    { method: 'GET', path: '/nowhere' },
    { method: 'OPTIONS', path: '/mcp' },
    { method: 'GET', path: '/.well-known/oauth-protected-resource' },
  ]
}

test.each([
  ['a foreign Host', { host: 'evil.example' }, '403 foreign_host'],
  ['a Host that only begins like one of ours', { host: 'localhost.evil.example' }, '403 foreign_host'],
  ['a Host with a login', { host: 'localhost@evil.example' }, '403 foreign_host'],
  ['a foreign Origin', { origin: 'https://evil.example' }, '403 foreign_origin'],
  ['an opaque Origin', { origin: 'null' }, '403 foreign_origin'],
  ['a fetch from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, '403 foreign_site'],
  ['a fetch from another port', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }, '403 foreign_site'],
])('%s is refused on every route, even with a key', async (_, headers, expected) => {
  const { app, owner } = await testApp({ mcp })
  for (const { method, path } of everyAddress(app)) {
    const response = await app.request(path, { method, headers: { ...owner, ...headers } })
    expect(`${method} ${path} ${await codeOf(response)}`).toBe(`${method} ${path} ${expected}`)
  }
})

test('loopback is let in by any of its names, on any port, and from its own origins', async () => {
  const { app } = await testApp()
  for (const host of ['localhost:4700', 'LOCALHOST', '127.0.0.1:1', '127.8.9.10', '[::1]:4700']) {
    const response = await app.request(`http://${host}/health`, { headers: { host, origin: `http://${host.toLowerCase()}` } })
    expect([host, response.status]).toEqual([host, 200])
  }
})

test('a request that names another host in its address than in its header is refused', async () => {
  const { app } = await testApp()
  expect(await codeOf(await app.request('http://evil.example/health', { headers: { host: 'localhost' } }))).toBe('403 foreign_host')
})

test('hosts can be allowed, with a port or for any', async () => {
  const { app } = await testApp({ allowedHosts: ['Loop.example', 'box.example:8443'] })
  const status = async (host: string) => (await app.request('/health', { headers: { host } })).status
  expect(await Promise.all(['loop.example', 'loop.example:1', 'box.example:8443', 'box.example', 'box.example:1'].map(status))).toEqual([
    200, 200, 200, 403, 403,
  ])
})

test('a page that this server itself shows under an allowed host may call it', async () => {
  const { app } = await testApp({ allowedHosts: ['loop.example'] })
  const url = 'https://loop.example/health'
  expect((await app.request(url, { headers: { origin: 'https://loop.example', 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
  expect((await app.request(url, { headers: { origin: 'https://other.example' } })).status).toBe(403)
})

test('an allowed origin may call and read, also after asking first', async () => {
  const { app, owner } = await testApp({ allowedOrigins: ['https://Desk.example/'] })
  const origin = 'https://desk.example'
  const headers = { origin, 'sec-fetch-site': 'cross-site' }
  const asked = await app.request('/api/v1/notes', { method: 'OPTIONS', headers: { ...headers, 'access-control-request-method': 'GET' } })
  const read = await app.request('/api/v1/notes', { headers: { ...owner, ...headers } })
  const refused = await app.request('/api/v1/notes', { headers })
  expect([asked.status, read.status, refused.status]).toEqual([204, 200, 401])
  for (const response of [asked, read, refused]) expect(response.headers.get('access-control-allow-origin')).toBe(origin)
})

test('no other origin is told that it may read', async () => {
  const { app } = await testApp({ allowedOrigins: ['https://desk.example'] })
  const response = await app.request('/health', { headers: { origin: 'http://localhost:3000' } })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})

test('a person may follow a link from another site to a page', async () => {
  const { app } = await testApp()
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect((await app.request('/docs', { headers: link })).status).toBe(200)
  expect((await app.request('/docs', { headers: { ...link, 'sec-fetch-dest': 'iframe' } })).status).toBe(403)
  expect((await app.request('/api/ops/sign_up', { method: 'POST', headers: link })).status).toBe(403)
})
