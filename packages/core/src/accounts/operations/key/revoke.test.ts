import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../actor.ts'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { authenticate } from '../../authenticate.ts'
import { issueKey, type NewKey } from '../../keys.ts'
import { accounts } from '../../module.ts'
import { ensureLocalTenant } from '../../tenants.ts'

const now = new Date('2026-01-05T12:00:00Z')

describe.each(testDatabases())('revoke_key on $name', (kind) => {
  const loop = useLoop(kind, [accounts])
  const issue = async (key: Partial<NewKey> = {}) => {
    const { storage } = loop().application
    await ensureLocalTenant(storage, now)
    return storage.transaction('local', 'write', (db) => issueKey(db, { tenant: 'local', name: 'k', role: 'agent', ...key }, now))
  }
  const revocations = async (id: string) => (await loop().events()).filter(({ type, entity }) => type === 'key.revoked' && entity === id)

  it('ends a key from the next request on', async () => {
    const { key, token } = await issue()
    expect(await loop().call('revoke_key', { id: key.id })).toMatchObject({ key: { id: key.id, revoked_at: now.toISOString() } })
    await expect(authenticate(loop().application.storage, token, now)).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(await revocations(key.id)).toMatchObject([{ after: { revoked_at: now.toISOString() } }])
  })

  it('changes nothing the second time, and leaves no second event', async () => {
    const { key } = await issue()
    const first = await loop().call('revoke_key', { id: key.id })
    loop().pass(60_000)
    expect(await loop().call('revoke_key', { id: key.id })).toEqual(first)
    expect(await revocations(key.id)).toHaveLength(1)
  })

  it('does not know a key that is not there', async () => {
    await expect(loop().call('revoke_key', { id: 'no-such-key' })).rejects.toMatchObject({ kind: 'not_found', code: 'key_not_found' })
  })

  it('ends the key of a superadmin for a superadmin only', async () => {
    const { key } = await issue({ role: 'superadmin' })
    await expect(loop().call('revoke_key', { id: key.id })).rejects.toMatchObject({ kind: 'forbidden', code: 'key_above' })
    await expect(loop().call('revoke_key', { id: key.id }, { as: 'superadmin' })).resolves.toMatchObject({ key: { id: key.id } })
  })

  it("ends another person's key, as when it has leaked", async () => {
    const { key } = await issue({ memberId: 'owner' })
    const colleague: Actor = { tenant: 'local', role: 'user', member: { id: 'mia', name: 'Mia' } }
    await expect(loop().call('revoke_key', { id: key.id }, { as: colleague })).resolves.toMatchObject({ key: { id: key.id } })
  })

  it.each(['agent', 'orchestrator'] as const)('is not for the role %s', async (as) => {
    await expect(loop().call('revoke_key', { id: 'x' }, { as })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
