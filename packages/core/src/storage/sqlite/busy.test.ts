import { afterEach, describe, expect, test, vi } from 'vitest'
import { only, useDatabase } from '../fixture.ts'
import type { Demo } from '../fixture-tables.ts'

const add = (name: string) => (db: Demo) => db.insertInto('demo_counters').values({ name, value: 1 }).execute()

describe.each(only('sqlite'))('a $name file that another program writes to', (kind) => {
  const { open } = useDatabase(kind)
  afterEach(() => vi.useRealTimers())

  test('is written to as soon as the other has done, in the order of asking, and is read meanwhile', async () => {
    const [storage, other] = [open(), open()]
    let waiting: Promise<unknown>[] = []
    await storage.transaction('local', 'read', async () => {})
    await other.transaction('local', 'write', async (db) => {
      await add('first')(db)
      waiting = ['second', 'third'].map((name) => storage.transaction('local', 'write', add(name)))
      expect(await storage.transaction('local', 'read', (reader) => reader.selectFrom('demo_counters').selectAll().execute())).toEqual([])
    })
    await Promise.all(waiting)
    const rows = await storage.transaction('local', 'read', (db) =>
      db.selectFrom('demo_counters').select('name').orderBy('rowid').execute(),
    )
    expect(rows.map(({ name }) => name)).toEqual(['first', 'second', 'third'])
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
