import { expect, test } from 'vitest'
import { findAgent } from '../../accounts/agents.ts'
import { localTenant } from '../../accounts/identities.ts'
import { findKeyById, issueKey, revokeKey } from '../../accounts/keys.ts'
import { setTenantStatus } from '../../accounts/tenants.ts'
import type { Principal } from '../../actor.ts'
import { codeOf, sends, testApp } from './fixtures/app.ts'

const addresses = ['/api/v1/notes', '/api/v1/notes/milk', '/api/v1/routes', '/mcp', '/mcp/notes']
const mcp = async (_: Request, { actor }: Principal, module?: string) => new Response(`${actor?.role} ${module}`)

test('without a key there is 401 and the way to sign in, and nothing about the input', async () => {
  const { app } = await testApp({ mcp })
  for (const address of addresses) {
    const response = await app.request(address)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await codeOf(response)).toBe('401 unauthenticated')
  }
  expect(await codeOf(await app.request('/api/ops/save_note', { method: 'POST', body: '{' }))).toBe('401 unauthenticated')
})

test.each(['Basic YTpi', 'Bearer', 'Bearer lc_short', `Bearer lc_${'a'.repeat(40)}`, 'Bearer x.y.z'])(
  '%s is 401, whatever the mode',
  async (authorization) => {
    for (const auth of ['token', 'none'] as const) {
      const { app } = await testApp({ auth })
      expect(await codeOf(await app.request('/api/v1/notes', { headers: { authorization } }))).toBe('401 unauthenticated')
      expect(await codeOf(await app.request('/api/auth/signup', sends({ email: 'a@b' }, { authorization })))).toBe('401 unauthenticated')
    }
  },
)

test('the words before the colon tell clients what is wrong with the key', async () => {
  const { app, application, owner } = await testApp()
  const label = async (headers: Record<string, string>) => {
    const { error } = (await (await app.request('/api/v1/notes', { headers })).json()) as { error: { status: number; message: string } }
    return `${error.status} ${error.message.split(': ')[0]}`
  }
  expect(await label({})).toBe('401 Unauthorized')
  for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer ']) expect(await label({ authorization })).toBe('401 Unauthorized')
  for (const authorization of ['Bearer x', `${owner.authorization}x`]) expect(await label({ authorization })).toBe('401 Invalid API key')
  await setTenantStatus(application.storage, localTenant, 'suspended')
  expect(await label(owner)).toBe('403 Access denied')
})

test('pages, health and the description need no key', async () => {
  const { app } = await testApp()
  for (const path of ['/', '/health', '/docs', '/docs/start.js', '/docs/swagger-ui.css', '/openapi.json']) {
    expect([path, (await app.request(path)).status]).toEqual([path, path === '/' ? 302 : 200])
  }
})

test('a public operation is for nobody and for anybody', async () => {
  const { app, agent } = await testApp()
  expect(await (await app.request('/api/auth/signup', sends({ email: 'a@b' }))).json()).toEqual({ known: false })
  expect(await (await app.request('/api/auth/signup', sends({ email: 'a@b' }, agent))).json()).toEqual({ known: true })
})

test('without keys the caller is the owner of this machine with the three identities', async () => {
  const { app } = await testApp({ auth: 'none', mcp })
  const statuses = await Promise.all([...addresses, '/api/v1/notes/ready'].map(async (path) => (await app.request(path)).status))
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
})

test('a key of the wrong role is 403 and says which role it takes, before the input is looked at', async () => {
  const { app, agent } = await testApp()
  const response = await app.request('/api/ops/delete_note', { method: 'POST', body: '{', headers: agent })
  expect(await response.json()).toMatchObject({ error: { status: 403, code: 'forbidden', details: { allowed: ['user'], role: 'agent' } } })
  expect(response.headers.get('www-authenticate')).toBeNull()
})

test('a revoked key fails on the next request', async () => {
  const { app, application, owner } = await testApp()
  expect((await app.request('/api/v1/notes', { headers: owner })).status).toBe(200)
  await application.storage.transaction(localTenant, 'write', (db) => revokeKey(db, 'owner-key', application.clock()))
  expect((await app.request('/api/v1/notes', { headers: owner })).status).toBe(401)
})

test('MCP gets the request, the caller and the module', async () => {
  const { app, agent } = await testApp({ mcp })
  for (const method of ['POST', 'GET', 'DELETE']) {
    expect(await (await app.request('/mcp/notes', { method, headers: agent })).text()).toBe('agent notes')
    expect(await (await app.request('/mcp', { method, headers: agent })).text()).toBe('agent undefined')
  }
})

test('the use of a key is noted behind the request, once a minute, and its agent is seen with it', async () => {
  const { app, application, pass } = await testApp()
  const { key, token } = await application.storage.transaction(localTenant, 'write', (db) =>
    issueKey(db, { tenant: localTenant, name: 'k', role: 'agent', agentId: 'implementer-local' }, application.clock()),
  )
  const times = async () => {
    await app.request('/api/v1/notes', { headers: { authorization: `Bearer ${token}` } })
    await application.afterwards.settle()
    return application.storage.transaction(localTenant, 'read', async (db) => {
      return [(await findKeyById(db, key.id))?.last_used_at, (await findAgent(db, 'implementer-local'))?.last_seen_at]
    })
  }
  const first = application.clock().toISOString()
  expect(await times()).toEqual([first, first])
  pass(59_999)
  expect(await times()).toEqual([first, first])
  pass(1)
  const second = application.clock().toISOString()
  expect(await times()).toEqual([second, second])
})
