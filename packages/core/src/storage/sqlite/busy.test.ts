import { setTimeout as sleep } from 'node:timers/promises'
import Driver from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { describeOn, useDatabase } from '../fixtures/database.ts'
import type { Demo } from '../fixtures/tables.ts'

const add = (name: string) => (db: Demo) => db.insertInto('demo_counters').values({ name, value: 1 }).execute()

describeOn('sqlite', 'a SQLite file that another program writes to', (kind) => {
  const { open, url } = useDatabase(kind)
  afterEach(() => vi.useRealTimers())

  test('is written to as soon as the other has done, in the order of asking and before closing, and is read meanwhile', async () => {
    const [storage, other] = [open(), open()]
    const later = ['b', 'c', 'd', 'e', 'f', 'g', 'h']
    let waiting: Promise<unknown>[] = []
    await storage.transaction('local', 'read', async () => {})
    await other.transaction('local', 'write', async (db) => {
      await add('a')(db)
      waiting = later.map((name) => storage.transaction('local', 'write', add(name)))
      expect(await storage.transaction('local', 'read', (reader) => reader.selectFrom('demo_counters').selectAll().execute())).toEqual([])
    })
    await storage.close()
    await Promise.all(waiting)
    const rows = await other.transaction('local', 'read', (db) => db.selectFrom('demo_counters').select('name').orderBy('rowid').execute())
    expect(rows.map(({ name }) => name)).toEqual(['a', ...later])
  })

  test('is opened as soon as the other lets it', async () => {
    const path = url().slice('file:'.length).replace('loop.db', 'locked.db')
    const other = new Driver(path)
    other.exec('create table foreign_table (id text); begin exclusive')
    const opening = open({}, `file:${path}`).transaction('local', 'write', add('a'))
    await sleep(100)
    other.exec('commit')
    other.close()
    await expect(opening).resolves.toBeDefined()
  })

  test('is told when the disk is full', async () => {
    const fill = async (db: Demo) => {
      await sql`pragma max_page_count = 1`.execute(db)
      await add('x'.repeat(1_000_000))(db)
    }
    await expect(open().transaction('full', 'write', fill)).rejects.toMatchObject({ kind: 'unavailable', code: 'storage_full' })
  })

  test('is given up sooner by whoever has less patience', async () => {
    const [storage, other] = [open({ patienceMs: 20 }), open()]
    await storage.transaction('hurried', 'read', async () => {})
    await other.transaction('hurried', 'write', async (db) => {
      await add('first')(db)
      await expect(storage.transaction('hurried', 'write', add('second'))).rejects.toMatchObject({ code: 'database_busy' })
    })
  })

  test('is given up after 30 seconds', async () => {
    const [storage, other] = [open(), open()]
    await storage.transaction('patience', 'read', async () => {})
    await other.transaction('patience', 'write', async (db) => {
      await add('first')(db)
      vi.useFakeTimers({ toFake: ['Date'] })
      const waiting = storage.transaction('patience', 'write', add('second')).catch((error) => error)
      await new Promise(setImmediate)
      vi.advanceTimersByTime(30_000)
      expect(await waiting).toMatchObject({ kind: 'unavailable', code: 'database_busy', cause: { code: 'SQLITE_BUSY' } })
    })
  })
})
