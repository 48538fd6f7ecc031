import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databases, useDatabase } from './fixtures/database.ts'
import type { Demo } from './fixtures/tables.ts'
import { dialectOf } from './index.ts'

describe.each(databases)('the dialect of $name', (kind) => {
  const { open } = useDatabase(kind)

  test('is found on a handle with plugins, too', async () => {
    const skips = await open().transaction('local', 'read', async (db) => dialectOf(db.withTables().withSchema('any')).skipLocked)
    expect(skips).toBe(kind.name === 'postgres')
  })

  test('makes letters of every alphabet small', async () => {
    const storage = open()
    await storage.transaction('local', 'write', (db: Demo) => db.insertInto('demo_log').values({ word: 'ÄÖL Жук' }).execute())
    const rows = await storage.transaction('local', 'read', (db: Demo) =>
      db
        .selectFrom('demo_log')
        .select(dialectOf(db).lowerCase(sql.ref('word')).as('small'))
        .execute(),
    )
    expect(rows).toEqual([{ small: 'äöl жук' }])
  })

  test('numbers events in the order of their commits, so that a reader who asks for what came since misses nothing', async () => {
    const storage = open()
    const add = async (db: Demo) => {
      await dialectOf(db).serializeEvents(db)
      await db.insertInto('demo_log').values({ word: 'x' }).execute()
      for (let pause = Math.random() * 5; pause > 0; pause--) await setImmediate()
    }
    let writing = true
    const writers = Array.from({ length: 60 }, () => storage.transaction('events', 'write', add))
    const written = Promise.all(writers).finally(() => {
      writing = false
    })
    const seen = new Set<number>()
    const readOn = async () => {
      const after = Math.max(0, ...seen)
      const rows = await storage.transaction('events', 'read', (db: Demo) =>
        db.selectFrom('demo_log').select('seq').where('seq', '>', after).execute(),
      )
      for (const { seq } of rows) seen.add(seq)
    }
    while (writing) await readOn()
    await written
    await readOn()
    expect(seen.size).toBe(60)
  })
})
