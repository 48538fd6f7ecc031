import { describe, expect, test } from 'vitest'
import { databases, useDatabase } from './fixtures/database.ts'
import { openStorage } from './index.ts'

describe.each(databases)('a storage on $name', (kind) => {
  const { open } = useDatabase(kind)

  test('keeps what a transaction wrote', async () => {
    const storage = open()
    await storage.transaction('keeps', 'write', (db) => db.insertInto('demo_notes').values({ id: 'a', slug: 'first' }).execute())
    const rows = await open().transaction('keeps', 'read', (db) => db.selectFrom('demo_notes').selectAll().execute())
    expect(rows).toEqual([{ id: 'a', slug: 'first', rank: 3, weight: null }])
  })

  test('forgets everything that a transaction wrote before it threw', async () => {
    const storage = open()
    const failing = storage.transaction('throws', 'write', async (db) => {
      await db.insertInto('demo_notes').values({ id: 'a', slug: 'a' }).execute()
      await db.insertInto('demo_counters').values({ name: 'a', value: 1 }).execute()
      throw new RangeError('changed my mind')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await storage.transaction('throws', 'read', (db) => db.selectFrom('demo_notes').selectAll().execute())).toEqual([])
    expect(await storage.transaction('throws', 'read', (db) => db.selectFrom('demo_counters').selectAll().execute())).toEqual([])
  })

  test('refuses to write in a transaction that was opened for reading', async () => {
    const storage = open()
    const insert = () =>
      storage.transaction('reads', 'read', (db) => db.insertInto('demo_counters').values({ name: 'a', value: 1 }).execute())
    await expect(insert()).rejects.toThrow()
    await storage.transaction('reads', 'write', (db) => db.insertInto('demo_counters').values({ name: 'a', value: 1 }).execute())
    await expect(insert()).rejects.toThrow()
  })

  test('runs transactions of one tenant side by side without mixing them', async () => {
    const storage = open()
    const add = (id: string) =>
      storage.transaction('beside', 'write', async (db) => {
        await db.insertInto('demo_notes').values({ id, slug: id }).execute()
        if (id === 'n3') throw new Error('only this one')
      })
    const outcomes = await Promise.allSettled(['n1', 'n2', 'n3', 'n4'].map(add))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    const rows = await storage.transaction('beside', 'read', (db) => db.selectFrom('demo_notes').select('id').orderBy('id').execute())
    expect(rows.map(({ id }) => id)).toEqual(['n1', 'n2', 'n4'])
  })

  test('keeps a directory behind the door, beside the tenants', async () => {
    const storage = open()
    await storage.directory('write', (db) => db.insertInto('directory_keys').values({ id: 'k', tenant: 'one' }).execute())
    const keys = await storage.directory('read', (db) => db.selectFrom('directory_keys').selectAll().execute())
    expect(keys).toEqual([{ id: 'k', tenant: 'one' }])
  })

  test('says how it is', async () => {
    const { database, ...check } = await open().check()
    expect(check).toEqual({ ok: true, detail: expect.stringMatching(/^(SQLite|PostgreSQL) \d+\./) })
    expect(database).toMatch(kind.name === 'sqlite' ? /^sqlite \/.*loop\.db$/ : /^postgres 127\.0\.0\.1:\d+\/loop_test_\w+$/)
  })

  test.each(['', 'A', 'a/b', '..', '-a', 'a'.repeat(64), 'ä'])('refuses the tenant %j', async (tenant) => {
    await expect(open().transaction(tenant, 'read', async () => {})).rejects.toMatchObject({ kind: 'invalid_input' })
  })

  test('refuses work after it was closed', async () => {
    const storage = open()
    await storage.transaction('local', 'read', async () => {})
    await storage.close()
    await expect(storage.transaction('local', 'read', async () => {})).rejects.toMatchObject({ code: 'storage_closed' })
  })

  test('lets the running transaction end before it closes', async () => {
    const storage = open()
    let closed: Promise<void> | undefined
    await storage.transaction('closing', 'write', async (db) => {
      await db.insertInto('demo_counters').values({ name: 'first', value: 1 }).execute()
      closed = storage.close()
      await new Promise(setImmediate)
      await db.insertInto('demo_counters').values({ name: 'second', value: 2 }).execute()
    })
    await closed
    const rows = await open().transaction('closing', 'read', (db) => db.selectFrom('demo_counters').select('name').execute())
    expect(rows).toHaveLength(2)
  })
})

test('two sets of migrations cannot share a ledger', () => {
  const set = { prefix: 'same', migrations: {} }
  expect(() => openStorage('file::memory:', { migrations: [set], directoryMigrations: [set] })).toThrow('prefix same')
})
