import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addAgent } from '../../accounts/agents.ts'
import { localTenant } from '../../accounts/identities.ts'
import { issueKey } from '../../accounts/keys.ts'
import { createTenant } from '../../accounts/tenants.ts'
import { readEvents } from '../../events/log.ts'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { codeOf, type TestApp, testApp } from './fixtures/app.ts'

const roles = ['superadmin', 'user', 'orchestrator', 'agent'] as const
const input = z.object({})

const show = operation({
  name: 'show_actor',
  title: 'Show actor',
  summary: 'Who acts.',
  kind: 'read',
  roles,
  rest: ['GET /api/v1/actor', 'GET /api/v1/admin/actor', 'GET /api/v1/administrators'],
  input,
  output: z.looseObject({}),
  run: async (_, { actor }) => ({ ...actor }),
})

const claim = operation({
  name: 'claim_thing',
  title: 'Claim thing',
  summary: 'For agents.',
  kind: 'write',
  roles: ['agent'],
  input,
  output: nothing,
  async run(_, { emit }) {
    emit({ type: 'thing.claimed', entity: 't1' })
    return {}
  },
})

const things = defineModule({ name: 'things', title: 'Things', operations: [show, claim] })

describe('a superadmin in the place of a tenant', () => {
  let loop: TestApp
  let root: { id: string; authorization: string }
  let agent: string
  const actor = async (headers: Record<string, string>, path = '/api/v1/actor') => (await loop.app.request(path, { headers })).json()
  const as = (tenant: string, more: object = {}) => ({ authorization: root.authorization, 'x-impersonate-tenant': tenant, ...more })

  beforeAll(async () => {
    loop = await testApp({}, [things])
    const { storage, clock } = loop.application
    await createTenant(storage, { id: 'acme', name: 'Acme', status: 'suspended' }, clock())
    agent = (await storage.transaction('acme', 'write', (db) => addAgent(db, { name: 'ada', type: 'implementer' }, clock()))).id
    const { key, token } = await storage.transaction(localTenant, 'write', (db) =>
      issueKey(db, { tenant: localTenant, name: 'root', role: 'superadmin' }, clock()),
    )
    root = { id: key.id, authorization: `Bearer ${token}` }
  })

  it('is a user there unless said, also where the tenant lets nobody else in', async () => {
    expect(await actor(as('acme'))).toEqual({
      tenant: 'acme',
      role: 'user',
      impersonator: { key: root.id, name: 'root' },
      tenantStatus: 'suspended',
    })
  })

  it('takes another role, and acts as an agent of that tenant', async () => {
    expect(await actor(as('acme', { 'x-effective-role': 'agent', 'x-effective-agent': agent }))).toMatchObject({
      tenant: 'acme',
      role: 'agent',
      agent: { id: agent, name: 'ada', type: 'implementer' },
    })
  })

  it('leaves events that name the superadmin and no key', async () => {
    const headers = as('acme', { 'x-effective-role': 'agent', 'x-effective-agent': agent })
    expect((await loop.app.request('/api/ops/claim_thing', { method: 'POST', headers })).status).toBe(200)
    const [event] = await loop.application.storage.transaction('acme', 'read', (db) => readEvents(db, { reader: agent, limit: 1 }))
    expect(event).toMatchObject({ actor: { id: agent, role: 'agent' }, impersonated: { by: root.id, role: 'agent' } })
    expect(event).not.toHaveProperty('key')
  })

  it.each([
    ['an unknown tenant', { 'x-impersonate-tenant': 'nobody' }, '404 tenant_not_found'],
    ['what is no name of a tenant', { 'x-impersonate-tenant': '../Acme' }, '404 tenant_not_found'],
    ['an agent of another tenant', { 'x-effective-agent': 'implementer-local' }, '404 agent_not_found'],
    ['a role that nobody can take', { 'x-effective-role': 'superadmin' }, '422 bad_effective_role'],
  ])('is refused %s', async (_, headers, code) => {
    expect(await codeOf(await loop.app.request('/api/v1/actor', { headers: as('acme', headers) }))).toBe(code)
  })

  it('stays a superadmin at the addresses of superadmins, and only there', async () => {
    expect(await actor(as('nobody'), '/api/v1/admin/actor')).toMatchObject({ tenant: 'local', role: 'superadmin', key: root.id })
    expect(await actor(as('acme'), '/api/v1/administrators')).toMatchObject({ tenant: 'acme', role: 'user' })
  })

  it('is nobody else: from other keys the headers mean nothing', async () => {
    for (const headers of [loop.owner, loop.agent]) {
      const own = await actor(headers)
      expect(await actor({ ...headers, 'x-impersonate-tenant': 'nobody', 'x-effective-role': 'orchestrator' })).toEqual(own)
    }
  })
})
