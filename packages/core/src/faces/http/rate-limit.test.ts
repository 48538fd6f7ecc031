import { expect, test } from 'vitest'
import { localTenant } from '../../accounts/identities.ts'
import { issueKey } from '../../accounts/keys.ts'
import { changeProfile } from '../../accounts/profile.ts'
import type { Role } from '../../actor.ts'
import { sends, type TestApp, testApp } from './fixtures/app.ts'

const mcp = async () => new Response('served')

/** An app whose tenant allows so many requests a minute, and keys to it. */
async function limitedTo(limit: unknown) {
  const loop = await testApp({ mcp })
  const { storage, clock } = loop.application
  const allow = (requests: unknown) =>
    storage.transaction(localTenant, 'write', (db) =>
      changeProfile(db, { settings: { rate_limit_requests_per_minute: requests } }, clock()),
    )
  const newKey = async (role: Role) => {
    const key = { tenant: localTenant, name: role, role }
    const { token } = await storage.transaction(localTenant, 'write', (db) => issueKey(db, key, clock()))
    return { authorization: `Bearer ${token}` }
  }
  await allow(limit)
  return { ...loop, allow, newKey }
}

const get = async ({ app }: TestApp, headers: Record<string, string>, path = '/api/v1/notes') => app.request(path, { headers })

function standing({ status, headers }: Response) {
  return [status, ...['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`))]
}

// The clock of a test begins with a minute.
const reset = String(Date.parse('2026-01-05T12:01:00Z') / 1000)

test('every answer to a key says how it stands, a refusal and one of MCP included', async () => {
  const loop = await limitedTo(10)
  expect(standing(await get(loop, loop.agent))).toEqual([200, '10', '9', reset])
  expect(standing(await loop.app.request('/api/ops/delete_note', sends({}, loop.agent)))).toEqual([403, '10', '8', reset])
  expect(standing(await get(loop, loop.agent, '/mcp'))).toEqual([200, '10', '7', reset])
  expect(standing(await get(loop, loop.owner))).toEqual([200, '10', '9', reset])
})

test('a request too many is 429 before the role is looked at, and says when to come again', async () => {
  const loop = await limitedTo(2)
  loop.pass(18_500)
  for (const _ of [1, 2]) await get(loop, loop.agent)
  for (const path of ['/api/v1/notes', '/mcp', '/api/v1/routes']) {
    const response = await get(loop, loop.agent, path)
    expect(standing(response)).toEqual([429, '2', '0', reset])
    expect(response.headers.get('retry-after')).toBe('42')
    expect(await response.json()).toMatchObject({
      error: {
        status: 429,
        kind: 'rate_limited',
        message: 'Too many requests. Retry after 42 seconds.',
        retry_after_seconds: 42,
      },
    })
  }
  const foreign = await loop.app.request('/api/ops/delete_note', sends({}, loop.agent))
  expect(foreign.status).toBe(429)
})

test('the next minute of the clock begins at nought', async () => {
  const loop = await limitedTo(1)
  await get(loop, loop.agent)
  loop.pass(59_999)
  expect((await get(loop, loop.agent)).status).toBe(429)
  loop.pass(1)
  expect(standing(await get(loop, loop.agent))).toEqual([200, '1', '0', String(Number(reset) + 60)])
})

test('all keys of a tenant together have three times as many', async () => {
  const loop = await limitedTo(2)
  const keys = await Promise.all([1, 2, 3, 4].map(() => loop.newKey('agent')))
  const statuses = []
  for (const key of keys.slice(0, 3)) for (const _ of [1, 2]) statuses.push((await get(loop, key)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
  expect(standing(await get(loop, keys[3]!))).toEqual([429, '2', '0', reset])
})

test('a changed setting holds from the next request on', async () => {
  const loop = await limitedTo(1)
  await get(loop, loop.agent)
  await loop.allow(5)
  expect(standing(await get(loop, loop.agent))).toEqual([200, '5', '3', reset])
})

test('superadmins are not limited, nor who needs no key, nor the pages for everybody', async () => {
  const loop = await limitedTo(1)
  const root = await loop.newKey('superadmin')
  const open = await testApp({ auth: 'none' })
  for (const _ of [1, 2]) {
    expect(standing(await get(loop, root, '/api/v1/routes'))).toEqual([200, null, null, null])
    expect(standing(await get(open, {}))).toEqual([200, null, null, null])
    for (const path of ['/health', '/docs', '/openapi.json'])
      expect(standing(await get(loop, loop.agent, path))).toEqual([200, null, null, null])
  }
})
