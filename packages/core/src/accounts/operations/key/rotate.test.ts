import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../actor.ts'
import { recordingLog } from '../../../fixtures/recording-log.ts'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { authenticate } from '../../authenticate.ts'
import { issueKey, type NewKey } from '../../keys.ts'
import { accounts } from '../../module.ts'
import { ensureLocalTenant } from '../../tenants.ts'

const now = new Date('2026-01-05T12:00:00Z')
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const { log, lines } = recordingLog()

describe.each(testDatabases())('rotate_key on $name', (kind) => {
  const loop = useLoop(kind, [accounts], { log })
  const storage = () => loop().application.storage
  const issue = async (key: Partial<NewKey> = {}) => {
    await ensureLocalTenant(storage(), now)
    return storage().transaction('local', 'write', (db) => issueKey(db, { tenant: 'local', name: 'k', role: 'agent', ...key }, now))
  }
  const rotate = (id: string, more: object = {}, as?: Actor | 'superadmin') => loop().call('rotate_key', { id, ...more }, { as })

  it('shows the new key this once and says until when the old one works', async () => {
    const { key } = await issue({ name: 'deploy', memberId: 'owner', agentId: 'implementer-local' })
    const answer = await rotate(key.id, { grace_hours: 2 })
    expect(answer).toEqual({
      key: {
        id: expect.any(String),
        name: 'deploy',
        prefix: String(answer.token).slice(0, 11),
        role: 'agent',
        agent_id: 'implementer-local',
        personal: false,
        created_at: '2026-01-05T12:00:00.000Z',
        expires_at: null,
        revoked_at: null,
      },
      token: expect.stringMatching(/^lc_/),
      old_key_expires_at: '2026-01-05T14:00:00.000Z',
    })
    const { id } = answer.key as { id: string }
    const events = await loop().events()
    expect(events.at(-1)).toMatchObject({
      type: 'key.rotated',
      entity: key.id,
      after: { replaced_by: id, expires_at: after(2).toISOString() },
    })
    expect(JSON.stringify([events, lines])).not.toContain(answer.token)
  })

  it('lets both keys work for a day unless said, and then only the new one', async () => {
    const old = await issue()
    const { token } = await rotate(old.key.id)
    for (const key of [old.token, token]) await expect(authenticate(storage(), String(key), after(23.9))).resolves.toHaveProperty('actor')
    await expect(authenticate(storage(), old.token, after(24))).rejects.toMatchObject({ kind: 'unauthenticated' })
    await expect(authenticate(storage(), String(token), after(24))).resolves.toHaveProperty('actor')
  })

  it('refuses a key that was replaced, is over or is not there', async () => {
    const { key } = await issue()
    await rotate(key.id)
    await expect(rotate(key.id)).rejects.toMatchObject({ kind: 'conflict', code: 'key_replaced' })
    await expect(rotate('no-such-key')).rejects.toMatchObject({ kind: 'not_found', code: 'key_not_found' })
    const gone = await issue({ expiresAt: now })
    await expect(rotate(gone.key.id)).rejects.toMatchObject({ kind: 'conflict', code: 'key_over' })
  })

  it('makes nobody a superadmin who is none', async () => {
    const { key } = await issue({ role: 'superadmin' })
    await expect(rotate(key.id)).rejects.toMatchObject({ kind: 'forbidden', code: 'key_above' })
    await expect(rotate(key.id, {}, 'superadmin')).resolves.toMatchObject({ key: { role: 'superadmin' } })
  })

  it("hands nobody another person's key", async () => {
    const { key } = await issue({ memberId: 'owner', personal: true })
    const colleague: Actor = { tenant: 'local', role: 'user', member: { id: 'mia', name: 'Mia' } }
    await expect(rotate(key.id, {}, colleague)).rejects.toMatchObject({ kind: 'forbidden', code: 'key_of_another' })
    await expect(rotate(key.id)).resolves.toMatchObject({ key: { personal: true } })
  })

  it('takes a grace from none to a week', async () => {
    const { key } = await issue()
    for (const grace_hours of [-1, 169]) await expect(rotate(key.id, { grace_hours })).rejects.toMatchObject({ kind: 'invalid_input' })
    await expect(rotate(key.id, { grace_hours: 0 })).resolves.toMatchObject({ old_key_expires_at: now.toISOString() })
  })

  it.each(['agent', 'orchestrator'] as const)('is not for the role %s', async (as) => {
    await expect(loop().call('rotate_key', { id: 'x' }, { as })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
