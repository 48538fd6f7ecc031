import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../application.ts'
import { useDatabase } from '../fixtures/use-loop.ts'
import { testDatabases } from '../testing/index.ts'
import { authenticate } from './authenticate.ts'
import { listKeys, revokeKey, rotateKey } from './keys.ts'
import { ensureOwnerKey } from './owner-key.ts'

const now = new Date('2026-01-05T12:00:00Z')

describe.each(testDatabases())('the key of the owner on $name', (kind) => {
  const url = useDatabase(kind)
  const open = () => {
    const application = createApplication([], { databaseUrl: url() })
    onTestFinished(() => application.close())
    return application.storage
  }

  it('is made once, however many servers start for the first time at once', async () => {
    const storages = [open(), open(), open(), open()]
    const made = await Promise.all(storages.map((storage) => ensureOwnerKey(storage, now)))
    const [token, ...others] = made.filter((key) => key !== undefined)
    expect(token).toMatch(/^lc_/)
    expect(others).toEqual([])
    const keys = await storages[0]!.transaction('local', 'read', (db) => listKeys(db, { includeRevoked: true, limit: 100 }))
    expect(keys).toMatchObject([{ id: 'owner-key', role: 'user', member_id: 'owner', agent_id: null, prefix: token!.slice(0, 11) }])
    for (const storage of storages)
      expect(await authenticate(storage, token!, now)).toMatchObject({ actor: { role: 'user', member: { id: 'owner' } } })
  })

  it('carries the local identities, also after a rotation', async () => {
    const storage = open()
    const rotation = { id: 'owner-key', tenant: 'local', graceHours: 1 }
    const { token } = await storage.transaction('local', 'write', (db) => rotateKey(db, rotation, now))
    const { identities } = await authenticate(storage, token, now)
    expect(Object.values(identities).map(({ role, agent }) => [agent?.id, role])).toEqual([
      ['implementer-local', 'agent'],
      ['reviewer-local', 'orchestrator'],
      ['orchestrator-local', 'orchestrator'],
    ])
  })

  it('is not made again, not even after it was revoked', async () => {
    const storage = open()
    await storage.transaction('local', 'write', (db) => revokeKey(db, 'owner-key', now))
    expect(await ensureOwnerKey(storage, now)).toBeUndefined()
  })
})
