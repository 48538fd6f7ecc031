import { describe, expect, test } from 'vitest'
import { readOnly } from '../read-only.ts'
import { databases, useDatabase } from './fixtures/database.ts'
import type { Demo } from './fixtures/tables.ts'
import { insertRows } from './index.ts'

describe.each(databases)('rows that are added to $name', (kind) => {
  const { open } = useDatabase(kind)
  const notes = (db: Demo) => db.selectFrom('demo_notes').selectAll().orderBy('id').execute()

  test('have the values of their own, whatever their columns and their number', async () => {
    const rows = await open().transaction('values', 'write', async (db: Demo) => {
      await insertRows(db, 'demo_notes', [{ id: 'a', slug: 'first', weight: 0.5 }])
      await insertRows(db, 'demo_notes', [{ id: 'b', slug: 'second', weight: null }])
      await insertRows(db, 'demo_notes', [{ slug: 'third', id: 'c', rank: undefined }])
      await insertRows(db, 'demo_notes', [{ id: 'd', slug: 'fourth', rank: 4 }])
      await insertRows(db, 'demo_notes', [
        { id: 'e', slug: 'fifth' },
        { id: 'f', slug: 'sixth', weight: 6 },
      ])
      return notes(db)
    })
    expect(rows).toEqual([
      { id: 'a', slug: 'first', rank: 3, weight: 0.5 },
      { id: 'b', slug: 'second', rank: 3, weight: null },
      { id: 'c', slug: 'third', rank: 3, weight: null },
      { id: 'd', slug: 'fourth', rank: 4, weight: null },
      { id: 'e', slug: 'fifth', rank: 3, weight: null },
      { id: 'f', slug: 'sixth', rank: 3, weight: 6 },
    ])
  })

  test('may be more than one statement can take, or none', async () => {
    const storage = open()
    const rows = Array.from({ length: 40_000 }, (_, value) => ({ name: `counter ${value}`, value }))
    const count = (db: Demo) =>
      db
        .selectFrom('demo_counters')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    await storage.transaction('many', 'write', (db: Demo) => insertRows(db, 'demo_counters', rows))
    await storage.transaction('many', 'write', (db: Demo) => insertRows(db, 'demo_counters', []))
    expect(Number((await storage.transaction('many', 'read', count)).count)).toBe(40_000)
  })

  test('belong to the tenant of the transaction', async () => {
    const storage = open()
    const add = (db: Demo) => insertRows(db, 'demo_counters', [{ name: 'hits', value: 1 }])
    await storage.transaction('one', 'write', add)
    await storage.transaction('two', 'write', add)
    const counters = (db: Demo) => db.selectFrom('demo_counters').selectAll().execute()
    expect(await storage.transaction('two', 'read', counters)).toEqual([{ name: 'hits', value: 1 }])
  })

  test('are refused where only reading is allowed, and go where a plugin sends them', async () => {
    const storage = open()
    const row = { name: 'a', value: 1 }
    await storage.transaction('plugins', 'write', async (db: Demo) => {
      await expect(insertRows(db.withPlugin(readOnly), 'demo_counters', [row])).rejects.toThrow('Only a select')
      await insertRows(db, 'demo_counters', [row])
      await expect(insertRows(db.withPlugin(readOnly), 'demo_counters', [row])).rejects.toThrow('Only a select')
    })
    await expect(storage.transaction('plugins', 'read', (db: Demo) => insertRows(db, 'demo_counters', [row]))).rejects.toThrow()
    const elsewhere = storage.transaction('plugins', 'write', (db: Demo) => insertRows(db.withSchema('nowhere'), 'demo_counters', [row]))
    await expect(elsewhere).rejects.toThrow('nowhere')
  })
})
