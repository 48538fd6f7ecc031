import { describe, expect, it } from 'vitest'
import { call } from '../call.ts'
import { notes } from '../fixtures/notes.ts'
import { useLoop } from '../fixtures/use-loop.ts'
import { testDatabases } from '../testing/index.ts'
import { addAgent } from './agents.ts'
import { authenticate } from './authenticate.ts'
import { issueKey, type NewKey, revokeKey, rotateKey } from './keys.ts'
import { accounts } from './module.ts'
import { changeProfile } from './profile.ts'
import { createTenant, ensureLocalTenant, setTenantStatus } from './tenants.ts'
import { newToken } from './token.ts'

const now = new Date('2026-01-05T12:00:00Z')
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

describe.each(testDatabases())('who a key belongs to on $name', (kind) => {
  const loop = useLoop(kind, [notes, accounts])
  const storage = () => loop().application.storage
  const who = (token: string, at = now) => authenticate(storage(), token, at)
  const issue = async (key: Partial<NewKey> = {}) => {
    const { tenant = 'local' } = key
    if (tenant === 'local') await ensureLocalTenant(storage(), now)
    return storage().transaction(tenant, 'write', (db) => issueKey(db, { tenant, name: 'k', role: 'user', ...key }, now))
  }
  const unknown = {
    kind: 'unauthenticated',
    message: 'Invalid API key: it is not known, has expired or was revoked. Ask its owner for a new one.',
  }

  it('is a role in a tenant', async () => {
    const { key, token } = await issue({ role: 'orchestrator' })
    expect(await who(token)).toEqual({
      actor: { tenant: 'local', role: 'orchestrator', key: key.id, keyName: 'k' },
      identities: {},
      requestsPerMinute: 300,
    })
  })

  it('is a member, whose ordinary key carries no identities', async () => {
    const { token } = await issue({ memberId: 'owner' })
    expect(await who(token)).toMatchObject({ actor: { member: { id: 'owner', name: 'Owner' } }, identities: {} })
  })

  it('is a member with the local identities, if the key is personal', async () => {
    const { token } = await issue({ memberId: 'owner', personal: true })
    const { identities } = await who(token)
    expect(Object.keys(identities)).toEqual(['implementer-local', 'reviewer-local', 'orchestrator-local'])
    expect(identities['reviewer-local']).toMatchObject({ tenant: 'local', role: 'orchestrator', member: { id: 'owner' } })
    // What they do over the network is the deed of that key, not of somebody at this machine.
    const { actor } = await who(token)
    for (const identity of Object.values(identities)) expect(identity).toMatchObject({ key: actor!.key, keyName: actor!.keyName })
  })

  it('is an agent and the member behind it', async () => {
    await ensureLocalTenant(storage(), now)
    const agent = await storage().transaction('local', 'write', (db) =>
      addAgent(db, { name: 'ada', type: 'implementer', memberId: 'owner' }, now),
    )
    const { key, token } = await issue({ role: 'agent', agentId: agent.id })
    expect(await who(token)).toEqual({
      actor: {
        tenant: 'local',
        role: 'agent',
        key: key.id,
        keyName: 'k',
        agent: { id: agent.id, name: 'ada', type: 'implementer' },
        member: { id: 'owner', name: 'Owner' },
      },
      identities: {},
      requestsPerMinute: 300,
    })
  })

  it.each([
    ['nothing', ''],
    ['a word', 'sesame'],
    ['a key of a tenant that is not there', newToken('nobody')],
    ['a key that was never made', newToken('local')],
    ['a text with SQL in it', "lc_' or 1=1 --"],
  ])('is nobody for %s', async (_, token) => {
    await expect(who(token)).rejects.toMatchObject(unknown)
  })

  it('is nobody from the moment on at which the key expires', async () => {
    const { token } = await issue({ expiresAt: after(1) })
    await expect(who(token, after(0.99))).resolves.toHaveProperty('actor')
    await expect(who(token, after(1))).rejects.toMatchObject(unknown)
  })

  it('is nobody from the next request on after the key was revoked', async () => {
    const { key, token } = await issue()
    await expect(who(token)).resolves.toHaveProperty('actor')
    await storage().transaction('local', 'write', (db) => revokeKey(db, key.id, now))
    await expect(who(token)).rejects.toMatchObject(unknown)
  })

  it('is the same for a rotated key and its successor until the grace is over', async () => {
    const old = await issue({ role: 'agent' })
    const rotation = { id: old.key.id, tenant: 'local', graceHours: 2 }
    const successor = await storage().transaction('local', 'write', (db) => rotateKey(db, rotation, now))
    for (const token of [old.token, successor.token]) expect(await who(token, after(1.9))).toMatchObject({ actor: { role: 'agent' } })
    await expect(who(old.token, after(2))).rejects.toMatchObject(unknown)
    expect(await who(successor.token, after(2))).toMatchObject({ actor: { key: successor.key.id } })
  })

  it.each([
    [7, 7],
    ['7', 300],
    [1.5, 300],
    [0, 300],
    [null, 300],
  ])('may send as many requests as the setting %j says: %i', async (setting, limit) => {
    const { token } = await issue({ tenant: 'limited' })
    await createTenant(storage(), { id: 'limited', name: 'Limited' }, now).catch(() => {})
    const settings = { rate_limit_requests_per_minute: setting }
    await storage().transaction('limited', 'write', (db) => changeProfile(db, { settings }, now))
    expect(await who(token)).toHaveProperty('requestsPerMinute', limit)
  })

  it('is not limited as a superadmin', async () => {
    expect(await who((await issue({ role: 'superadmin' })).token)).not.toHaveProperty('requestsPerMinute')
  })

  it.each(['suspended', 'deactivated', 'pending_enrollment'] as const)('is refused while the tenant is %s', async (status) => {
    await createTenant(storage(), { id: status, name: status, status }, now)
    const { token } = await issue({ tenant: status })
    await expect(who(token)).rejects.toMatchObject({ kind: 'forbidden', code: `tenant_${status}` })
    await setTenantStatus(storage(), status, 'active')
    await expect(who(token)).resolves.toMatchObject({ actor: { tenant: status } })
  })

  it('is a superadmin also while the tenant that keeps the key is suspended', async () => {
    await createTenant(storage(), { id: 'home', name: 'Home' }, now)
    const { token } = await issue({ tenant: 'home', role: 'superadmin' })
    await setTenantStatus(storage(), 'home', 'suspended')
    await expect(who(token)).resolves.toMatchObject({ actor: { role: 'superadmin' } })
  })

  it('is refused while the tenant is suspended, which only the holder of a key gets to know', async () => {
    await createTenant(storage(), { id: 'paused', name: 'Paused' }, now)
    const { token } = await issue({ tenant: 'paused' })
    await setTenantStatus(storage(), 'paused', 'suspended')
    await expect(who(token)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'tenant_suspended',
      message: 'Access denied: this tenant is suspended. Ask its administrator.',
    })
    await expect(who(newToken('paused'))).rejects.toMatchObject(unknown)
    await setTenantStatus(storage(), 'paused', 'active')
    await expect(who(token)).resolves.toMatchObject({ actor: { tenant: 'paused' } })
  })

  it('is nobody for a key whose end was exchanged for that of another tenant', async () => {
    await createTenant(storage(), { id: 'other', name: 'Other' }, now)
    const { token } = await issue()
    await expect(who(`${token.slice(0, -8)}${newToken('other').slice(-8)}`)).rejects.toMatchObject(unknown)
  })

  it('decides what is found: a key of one tenant finds nothing of another', async () => {
    for (const id of ['a', 'b']) await createTenant(storage(), { id, name: id.toUpperCase() }, now)
    const [ofA, ofB] = [await who((await issue({ tenant: 'a' })).token), await who((await issue({ tenant: 'b' })).token)]
    const perform = (principal: typeof ofA, name: string, input = {}) => call(loop().application, name, input, { principal })
    await perform(ofA, 'add_note', { text: 'of a' })
    await perform(ofA, 'create_agent', { name: 'ada', type: 'implementer' })
    expect(await perform(ofA, 'list_notes')).toMatchObject({ notes: [{ text: 'of a' }] })
    expect(await perform(ofB, 'list_notes')).toEqual({ notes: [] })
    expect(await perform(ofB, 'list_agents')).toEqual({ agents: [] })
    expect(await perform(ofB, 'list_keys')).toMatchObject({ keys: [{ id: ofB.actor!.key }] })
    await expect(perform(ofB, 'revoke_key', { id: ofA.actor!.key })).rejects.toMatchObject({ kind: 'not_found' })
    await expect(perform(ofB, 'rotate_key', { id: ofA.actor!.key })).rejects.toMatchObject({ kind: 'not_found' })
    expect((await loop().events('b')).length).toBe(0)
    expect((await loop().events('a')).map(({ type }) => type)).toEqual(['note.added', 'agent.created'])
  })
})
