import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databases, describeOn, useDatabase } from './fixtures/database.ts'
import { type Demo, migrations } from './fixtures/tables.ts'
import type { Schema } from './schema.ts'

describe.each(databases)('tables made by a migration on $name', (kind) => {
  const { open } = useDatabase(kind)
  const write = <T>(tenant: string, work: (db: Demo) => Promise<T>) => open().transaction(tenant, 'write', work)

  test('hold whole numbers beyond 32 bits, fractions and any text, and give them back as they were', async () => {
    const note = { id: 'i', slug: 'grüße 🙂 \' " \\', rank: 2 ** 40, weight: 0.1 }
    await write('values', (db) => db.insertInto('demo_notes').values(note).execute())
    expect(await write('values', (db) => db.selectFrom('demo_notes').selectAll().execute())).toEqual([note])
  })

  test.each([{ rank: 1.5 }, { rank: 'many' }, { weight: 'heavy' }, { slug: null }])('refuse %j', async (wrong) => {
    const insert = (db: Demo) =>
      db
        .insertInto('demo_notes')
        .values({ id: 'w', slug: 'w', ...(wrong as object) })
        .execute()
    await expect(write('wrong', insert)).rejects.toThrow()
  })

  test('refuse a row that does not meet a check', async () => {
    const add = (name: string) => write('checks', (db) => db.insertInto('demo_counters').values({ name, value: -1 }).execute())
    await add('debt')
    await expect(add('other')).rejects.toThrow(/check/i)
  })

  test('count with numbers', async () => {
    const counted = await write('counts', async (db) => {
      await db
        .insertInto('demo_counters')
        .values([
          { name: 'a', value: 2 },
          { name: 'b', value: 3 },
        ])
        .execute()
      const { count, sum } = db.fn
      return db
        .selectFrom('demo_counters')
        .select([count('name').as('count'), sum('value').as('sum')])
        .executeTakeFirst()
    })
    expect(counted).toEqual({ count: 2, sum: 5 })
  })

  test('sort text byte by byte', async () => {
    const names = ['b', 'B', 'a-c', 'ab', 'Ä', 'a']
    await write('sorts', (db) =>
      db
        .insertInto('demo_counters')
        .values(names.map((name) => ({ name, value: 0 })))
        .execute(),
    )
    const sorted = await write('sorts', (db) => db.selectFrom('demo_counters').select('name').orderBy('name').execute())
    expect(sorted.map(({ name }) => name)).toEqual(['B', 'a', 'a-c', 'ab', 'b', 'Ä'])
  })

  test('number the rows of a sequence upwards', async () => {
    const add = (db: Demo) =>
      db
        .insertInto('demo_log')
        .values([{ word: 'x' }, { word: 'y' }])
        .returning('seq')
        .execute()
    const numbers = [...(await write('numbers', add)), ...(await write('numbers', add))].map(({ seq }) => seq)
    expect(numbers.every(Number.isSafeInteger)).toBe(true)
    expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right))
  })

  test('take an upsert that names only the columns of a key', async () => {
    const count = (db: Demo) =>
      db
        .insertInto('demo_counters')
        .values({ name: 'hits', value: 1 })
        .onConflict((conflict) => conflict.column('name').doUpdateSet((set) => ({ value: set('demo_counters.value', '+', 1) })))
        .returningAll()
        .executeTakeFirst()
    await write('upserts', count)
    expect(await write('upserts', count)).toEqual({ name: 'hits', value: 2 })
  })

  test('delete the rows that refer to a deleted row, and no others', async () => {
    await write('refers', async (db) => {
      await db
        .insertInto('demo_notes')
        .values([
          { id: 'a', slug: 'a' },
          { id: 'b', slug: 'b' },
        ])
        .execute()
      await db
        .insertInto('demo_comments')
        .values([
          { id: '1', note_id: 'a' },
          { id: '2', note_id: 'b' },
          { id: '3', note_id: null },
        ])
        .execute()
      await db.deleteFrom('demo_notes').where('id', '=', 'a').execute()
    })
    const left = await write('refers', (db) => db.selectFrom('demo_comments').select('id').orderBy('id').execute())
    expect(left.map(({ id }) => id)).toEqual(['2', '3'])
  })

  test('hold a unique index only where its condition is true', async () => {
    const rank = (id: string, value: number) => (db: Demo) => db.insertInto('demo_notes').values({ id, slug: id, rank: value }).execute()
    await write('unique', rank('a', 5))
    await write('unique', rank('b', 5))
    await write('unique', rank('c', 500))
    await expect(write('unique', rank('d', 500))).rejects.toThrow()
  })

  test.each([
    'update demo_log set word = word',
    'delete from demo_log',
    "insert or replace into demo_log (seq, word) select seq, 'forged' from demo_log",
    'truncate demo_log',
  ])('refuse %j when rows can only be added', async (statement) => {
    await write('append', (db) => db.insertInto('demo_log').values({ word: 'true' }).execute())
    await expect(write('append', (db) => sql.raw(statement).execute(db))).rejects.toThrow()
    expect(await write('append', (db) => db.selectFrom('demo_log').where('word', '<>', 'true').selectAll().execute())).toEqual([])
  })

  test('cannot have a sequence beside other columns in a key', async () => {
    const up = (schema: Schema) => schema.createTable('wrong_table', { columns: { a: 'text', seq: 'sequence' }, primaryKey: ['a', 'seq'] })
    const storage = open({ migrations: [...migrations, { prefix: 'wrong', migrations: { '0001-wrong': { up } } }] })
    await expect(storage.transaction('local', 'read', async () => {})).rejects.toMatchObject({ code: 'migration_failed' })
  })
})

describeOn('postgres', 'text made by a migration on PostgreSQL', (kind) => {
  const { open } = useDatabase(kind)

  test('is compared byte by byte whatever the language of the server', async () => {
    const collations = (db: Demo) =>
      sql<{ name: string }>`
        select distinct collname as name from pg_attribute join pg_collation on pg_collation.oid = attcollation
        where attrelid = 'demo_notes'::regclass and attnum > 0`.execute(db)
    expect((await open().transaction('local', 'read', collations)).rows).toEqual([{ name: 'C' }])
  })
})
