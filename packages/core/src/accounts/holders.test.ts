import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../application.ts'
import { useDatabase } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { authenticate } from './authenticate.ts'
import { findHolder } from './holders.ts'
import { issueKey, requireKey, revokeKey } from './keys.ts'
import type { AccountTables } from './tables.ts'
import { createTenant, ensureLocalTenant, setTenantStatus } from './tenants.ts'
import { newToken } from './token.ts'

const now = new Date('2026-01-05T12:00:00Z')
const unknown = { kind: 'unauthenticated' }

describe.each(testDatabases())('the holder of a key on $name', (kind) => {
  const url = useDatabase(kind)

  /** A server, another one beside it, and a key that the first has already seen. */
  async function open({ tenant = 'local', ...more }: { tenant?: string; agentId?: string } = {}) {
    const [application, other] = [createApplication([], { databaseUrl: url() }), createApplication([], { databaseUrl: url() })]
    onTestFinished(async () => void (await Promise.all([application.close(), other.close()])))
    const { storage } = application
    await (tenant === 'local' ? ensureLocalTenant(storage, now) : createTenant(storage, { id: tenant, name: tenant }, now))
    const key = { tenant, name: 'k', role: 'agent', ...more } as const
    const issued = await storage.transaction(tenant, 'write', (db) => issueKey(db, key, now))
    const who = () => authenticate(storage, issued.token, now)
    for (let asked = 0; asked < 3; asked++) await expect(who()).resolves.toHaveProperty('actor.key', issued.key.id)
    return { ...issued, storage, other: other.storage, who }
  }

  it('is found with the agent and the member behind it', async () => {
    const { storage, token, key } = await open({ agentId: 'reviewer-local' })
    expect(await findHolder(storage, 'local', token)).toEqual({
      id: key.id,
      key_name: 'k',
      settings: null,
      role: 'agent',
      personal_at: null,
      expires_at: null,
      revoked_at: null,
      agent_id: 'reviewer-local',
      agent_name: 'reviewer-local',
      agent_type: 'orchestrator',
      member_id: 'owner',
      member_name: 'Owner',
    })
    expect(await findHolder(storage, 'local', newToken('local'))).toBeUndefined()
  })

  it.each(['storage', 'other'] as const)('is nobody from the next request on after the key was revoked over %s', async (writer) => {
    const { key, who, ...storages } = await open()
    await storages[writer].transaction('local', 'write', (db) => revokeKey(db, key.id, now))
    await expect(who()).rejects.toMatchObject(unknown)
  })

  it('is nobody after a revocation elsewhere, even while an older transaction still reads here', async () => {
    const { key, storage, other, who } = await open()
    const { answer } = await storage.transaction('local', 'read', async (db) => {
      await requireKey(db, key.id)
      await other.transaction('local', 'write', (writer) => revokeKey(writer, key.id, now))
      return { answer: who().catch((error) => error) }
    })
    expect(await answer).toMatchObject(unknown)
  })

  it('is not ended by a revocation that is rolled back', async () => {
    const { key, storage, who } = await open()
    let answer: Promise<unknown> | undefined
    const failing = storage.transaction('local', 'write', async (db) => {
      await revokeKey(db, key.id, now)
      answer = who()
      await new Promise(setImmediate)
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    expect(await answer).toHaveProperty('actor.key', key.id)
  })

  it('is refused from the next request on after another server suspended the tenant', async () => {
    const { other, who } = await open({ tenant: 'paused' })
    await setTenantStatus(other, 'paused', 'suspended')
    await expect(who()).rejects.toMatchObject({ code: 'tenant_suspended' })
  })

  it('shows at once what another server changed about the agent and the person', async () => {
    const { other, who } = await open({ agentId: 'implementer-local' })
    await other.transaction('local', 'write', (db: Database<AccountTables>) =>
      db.updateTable('core_agents').set({ name: 'ada', member_id: null }).where('id', '=', 'implementer-local').execute(),
    )
    const { actor } = await who()
    expect([actor?.agent, actor?.member]).toEqual([{ id: 'implementer-local', name: 'ada', type: 'implementer' }, undefined])
  })
})
