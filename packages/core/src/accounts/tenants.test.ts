import { describe, expect, it } from 'vitest'
import { useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { readProfile } from './profile.ts'
import type { AccountTables } from './tables.ts'
import { createTenant, ensureLocalTenant, findTenantByTag, listTenants, requireTenant, setTenantStatus } from './tenants.ts'
import { keyTag } from './token.ts'

const now = new Date('2026-01-05T12:00:00Z')
const created_at = now.toISOString()

describe.each(testDatabases())('tenants on $name', (kind) => {
  const loop = useLoop(kind, [])
  const storage = () => loop().application.storage

  it('are listed by id and found by the end of their keys', async () => {
    await createTenant(storage(), { id: 'zebra', name: 'Zebra' }, now)
    await createTenant(storage(), { id: 'acme', name: 'Acme' }, now)
    expect(await listTenants(storage())).toEqual([
      { id: 'acme', name: 'Acme', status: 'active', created_at },
      { id: 'zebra', name: 'Zebra', status: 'active', created_at },
    ])
    expect(await findTenantByTag(storage(), keyTag('acme'))).toEqual({ id: 'acme', name: 'Acme', status: 'active', created_at })
    expect(await findTenantByTag(storage(), 'nobody__')).toBeUndefined()
  })

  it('have ids of their own', async () => {
    await expect(createTenant(storage(), { id: 'acme', name: 'Another' }, now)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'tenant_exists',
    })
    expect((await listTenants(storage())).map(({ name }) => name)).toEqual(['Acme', 'Zebra'])
  })

  it.each(['', 'Acme', 'a b', '../acme', '-acme', 'a'.repeat(64)])('have no id like %j, which no database could keep apart', async (id) => {
    await expect(createTenant(storage(), { id, name: 'x' }, now)).rejects.toMatchObject({ kind: 'invalid_input' })
  })

  it('are suspended and made active again', async () => {
    expect(await setTenantStatus(storage(), 'acme', 'suspended')).toBe(true)
    expect(await setTenantStatus(storage(), 'acme', 'suspended')).toBe(false)
    expect((await listTenants(storage()))[0]).toMatchObject({ id: 'acme', status: 'suspended' })
    await setTenantStatus(storage(), 'acme', 'active')
    expect((await listTenants(storage()))[0]).toMatchObject({ id: 'acme', status: 'active' })
    await expect(setTenantStatus(storage(), 'nobody', 'suspended')).rejects.toMatchObject({ kind: 'not_found', code: 'tenant_not_found' })
  })

  it('begin with a profile, and perhaps before their people may come in', async () => {
    await createTenant(storage(), { id: 'soon', name: 'Soon', email: 'a@example.test', status: 'pending_enrollment' }, now)
    expect(await requireTenant(storage(), 'soon')).toEqual({ id: 'soon', name: 'Soon', status: 'pending_enrollment', created_at })
    expect(await storage().transaction('soon', 'read', readProfile)).toMatchObject({ name: 'Soon', email: 'a@example.test', settings: {} })
    await expect(requireTenant(storage(), 'nobody')).rejects.toMatchObject({ kind: 'not_found', message: 'Tenant not found' })
  })

  it('have among them that of this machine, made once with its owner and three agents', async () => {
    await ensureLocalTenant(storage(), now)
    await ensureLocalTenant(storage(), new Date(now.getTime() + 1000))
    expect((await listTenants(storage())).filter(({ id }) => id === 'local')).toEqual([
      { id: 'local', name: 'Local', status: 'active', created_at },
    ])
    const people = (db: Database<AccountTables>) =>
      Promise.all([db.selectFrom('core_members').selectAll().execute(), db.selectFrom('core_agents').selectAll().orderBy('id').execute()])
    const [members, agents] = await storage().transaction('local', 'read', people)
    expect(members).toEqual([{ id: 'owner', name: 'Owner', email: null, created_at: '2026-01-05T12:00:00.000Z' }])
    expect(agents.map(({ id, type, member_id }) => [id, type, member_id])).toEqual([
      ['implementer-local', 'implementer', 'owner'],
      ['orchestrator-local', 'orchestrator', 'owner'],
      ['reviewer-local', 'orchestrator', 'owner'],
    ])
  })
})
