import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../application.ts'
import { useDatabase, useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { addAgent } from './agents.ts'
import {
  countKeys,
  countLiveKeys,
  findKey,
  findKeyById,
  isLive,
  issueKey,
  issueKeyOnce,
  linkKeyToAgent,
  listKeys,
  revokeKey,
  rotateKey,
} from './keys.ts'
import { hashToken } from './token.ts'

const now = new Date('2026-01-05T12:00:00Z')
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const newKey = { tenant: 'local', name: 'ci', role: 'agent' } as const

describe.each(testDatabases())('keys on $name', (kind) => {
  const loop = useLoop(kind, [])
  const write = <Result>(work: (db: Database) => Promise<Result>) => loop().application.storage.transaction('local', 'write', work)
  const issue = (more: object = {}) => write((db) => issueKey(db, { ...newKey, ...more }, now))
  const rotate = (id: string, graceHours = 24, at = now) => write((db) => rotateKey(db, { id, tenant: 'local', graceHours }, at))

  it('are kept as a hash: the key itself stands nowhere', async () => {
    const { key, token } = await issue()
    const row = await write((db) => findKey(db, token))
    expect(row).toEqual(key)
    expect(row).toEqual({
      id: expect.any(String),
      hash: hashToken(token),
      prefix: token.slice(0, 11),
      name: 'ci',
      role: 'agent',
      member_id: null,
      agent_id: null,
      personal_at: null,
      created_at: '2026-01-05T12:00:00.000Z',
      expires_at: null,
      revoked_at: null,
      replaced_by: null,
      last_used_at: null,
    })
    expect(JSON.stringify(row)).not.toContain(token)
  })

  it('are found by their id, and counted with or without those that were revoked', async () => {
    const counts = () => write((db) => Promise.all([countKeys(db), countLiveKeys(db)]))
    const [all, live] = await counts()
    const { key } = await issue()
    expect(await write((db) => findKeyById(db, key.id))).toEqual(key)
    expect(await write((db) => findKeyById(db, 'no-such-key'))).toBeUndefined()
    await write((db) => revokeKey(db, key.id, now))
    await issue()
    expect(await counts()).toEqual([all! + 2, live! + 1])
  })

  it('become those of an agent once and for good', async () => {
    const { key } = await issue()
    const agents = await Promise.all(['x', 'y'].map((name) => write((db) => addAgent(db, { name, type: 'implementer' }, now))))
    const linked = await Promise.all(agents.map(({ id }) => write((db) => linkKeyToAgent(db, key.id, id))))
    expect(linked.filter(Boolean)).toHaveLength(1)
    const row = await write((db) => findKeyById(db, key.id))
    expect(row?.agent_id).toBe(agents[linked.indexOf(true)]!.id)
    expect(await write((db) => linkKeyToAgent(db, 'no-such-key', agents[0]!.id))).toBe(false)
  })

  it('work until they expire, and not at that moment any more', async () => {
    const { key } = await issue({ expiresAt: after(1) })
    expect([isLive(key, now), isLive(key, after(0.999)), isLive(key, after(1)), isLive(key, after(2))]).toEqual([true, true, false, false])
  })

  it('are over once they are revoked, and are revoked once', async () => {
    const { key } = await issue()
    const revoked = await write((db) => revokeKey(db, key.id, now))
    expect(revoked).toMatchObject({ revoked_at: '2026-01-05T12:00:00.000Z' })
    expect(isLive(revoked!, now)).toBe(false)
    expect(await write((db) => revokeKey(db, key.id, after(1)))).toBeUndefined()
  })

  it('are made once under a fixed id', async () => {
    const once = () => write((db) => issueKeyOnce(db, { ...newKey, id: 'fixed' }, now))
    expect(await once()).toMatchObject({ key: { id: 'fixed' } })
    expect(await once()).toBeUndefined()
  })

  it('are listed newest first, the revoked ones only if they are wanted', async () => {
    const [older, newer] = [await issue({ name: 'older' }), await write((db) => issueKey(db, { ...newKey, name: 'newer' }, after(1)))]
    await write((db) => revokeKey(db, older.key.id, now))
    const ids = async (withRevoked: boolean) =>
      (await write((db) => listKeys(db, { includeRevoked: withRevoked, limit: 100 }))).map(({ id }) => id)
    expect((await ids(true))[0]).toBe(newer.key.id)
    expect(await ids(true)).toContain(older.key.id)
    expect(await ids(false)).not.toContain(older.key.id)
  })

  it('are rotated: the new one is like the old, which works for the time of grace', async () => {
    const old = await issue({ name: 'deploy', role: 'orchestrator' })
    const { key, token, oldExpiresAt } = await rotate(old.key.id, 2)
    expect(key).toMatchObject({ name: 'deploy', role: 'orchestrator', expires_at: null, replaced_by: null })
    expect(token).not.toBe(old.token)
    expect(oldExpiresAt).toBe('2026-01-05T14:00:00.000Z')
    const replaced = await write((db) => findKey(db, old.token))
    expect(replaced).toMatchObject({ replaced_by: key.id, expires_at: oldExpiresAt })
    expect([isLive(replaced!, after(1.9)), isLive(replaced!, after(2))]).toEqual([true, false])
  })

  it('never work longer because they are rotated, while the new one gets a life as long as theirs', async () => {
    const old = await issue({ expiresAt: after(3) })
    const { key, oldExpiresAt } = await rotate(old.key.id, 24, after(2))
    expect([oldExpiresAt, key.expires_at]).toEqual([after(3).toISOString(), after(5).toISOString()])
  })

  it('end at once when they are rotated without grace', async () => {
    const old = await issue()
    await rotate(old.key.id, 0)
    expect(isLive((await write((db) => findKey(db, old.token)))!, now)).toBe(false)
  })

  it('are rotated once: the second time is a conflict and makes no key', async () => {
    const old = await issue({ name: 'twice' })
    const { key } = await rotate(old.key.id)
    await expect(rotate(old.key.id)).rejects.toMatchObject({ kind: 'conflict', code: 'key_replaced' })
    const named = (await write((db) => listKeys(db, { includeRevoked: true, limit: 100 }))).filter(({ name }) => name === 'twice')
    expect(named.map(({ id }) => id).sort()).toEqual([old.key.id, key.id].sort())
  })

  it('are not rotated once they are over, nor where there are none', async () => {
    const [expired, revoked] = [await issue({ expiresAt: after(1) }), await issue()]
    await write((db) => revokeKey(db, revoked.key.id, now))
    await expect(rotate(expired.key.id, 24, after(1))).rejects.toMatchObject({ kind: 'conflict', code: 'key_over' })
    await expect(rotate(revoked.key.id)).rejects.toMatchObject({ kind: 'conflict', code: 'key_over' })
    await expect(rotate('no-such-key')).rejects.toMatchObject({ kind: 'not_found', code: 'key_not_found' })
  })
})

describe.each(testDatabases())('one key that eight callers rotate at once on $name', (kind) => {
  const url = useDatabase(kind)

  it('has one successor, and seven callers are told of the conflict', async () => {
    const storages = [1, 2]
      .map(() => createApplication([], { databaseUrl: url() }))
      .map((application) => {
        onTestFinished(() => application.close())
        return application.storage
      })
    const { key } = await storages[0]!.transaction('local', 'write', (db) => issueKey(db, newKey, now))
    const rotations = Array.from({ length: 8 }, (_, caller) =>
      storages[caller % 2]!.transaction('local', 'write', (db) => rotateKey(db, { id: key.id, tenant: 'local', graceHours: 1 }, now)),
    )
    const outcomes = (await Promise.allSettled(rotations)).map((one) => (one.status === 'fulfilled' ? 'won' : one.reason.code))
    expect(outcomes.sort()).toEqual([...Array.from({ length: 7 }, () => 'key_replaced'), 'won'])
    expect(await storages[0]!.transaction('local', 'read', (db) => listKeys(db, { includeRevoked: true, limit: 100 }))).toHaveLength(2)
  })
})
