import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { databases, describeOn, useDatabase } from './fixtures/database.ts'
import type { Demo } from './fixtures/tables.ts'
import type { Storage } from './index.ts'

const slugs = (db: Demo) => db.selectFrom('demo_notes').select('slug').orderBy('slug').execute()

describe.each(databases)('a tenant on $name', (kind) => {
  const { open } = useDatabase(kind)
  let storage: Storage
  beforeAll(async () => {
    storage = open()
    for (const slug of ['mine', 'theirs']) {
      await storage.transaction(slug, 'write', (db) => db.insertInto('demo_notes').values({ id: 'same', slug: 'same' }).execute())
      await storage.transaction(slug, 'write', (db) => db.insertInto('demo_notes').values({ id: slug, slug }).execute())
    }
  })

  test('may use the keys that another tenant uses', async () => {
    expect(await storage.transaction('theirs', 'read', slugs)).toEqual([{ slug: 'same' }, { slug: 'theirs' }])
  })

  test('cannot use a key of its own twice', async () => {
    const again = storage.transaction('mine', 'write', (db) => db.insertInto('demo_notes').values({ id: 'other', slug: 'same' }).execute())
    await expect(again).rejects.toThrow()
  })

  test('sees only its own rows when a select forgets every condition', async () => {
    expect(await storage.transaction('mine', 'read', slugs)).toEqual([{ slug: 'mine' }, { slug: 'same' }])
    expect(await storage.transaction('third', 'read', slugs)).toEqual([])
  })

  test('changes only its own rows when an update forgets every condition', async () => {
    await storage.transaction('mine', 'write', (db) => db.updateTable('demo_notes').set({ rank: 9 }).execute())
    const ranks = await storage.transaction('theirs', 'read', (db) => db.selectFrom('demo_notes').select('rank').distinct().execute())
    expect(ranks).toEqual([{ rank: 3 }])
  })

  test('deletes only its own rows when a delete forgets every condition', async () => {
    await storage.transaction('mine', 'write', (db) => db.deleteFrom('demo_notes').execute())
    expect(await storage.transaction('mine', 'read', slugs)).toEqual([])
    expect(await storage.transaction('theirs', 'read', slugs)).toHaveLength(2)
  })

  test('cannot point at a row of another tenant', async () => {
    const comment = { id: 'c', note_id: 'theirs' }
    await expect(storage.transaction('mine', 'write', (db) => db.insertInto('demo_comments').values(comment).execute())).rejects.toThrow()
  })

  test('does not see what is behind the door, and the door does not show its rows', async () => {
    await storage.directory('write', (db) => db.insertInto('directory_keys').values({ id: 'k', tenant: 'mine' }).execute())
    const read = (table: string) => (db: Demo) => sql`select * from ${sql.id(table)}`.execute(db)
    const rowsOrNoTable = [{ rows: [] }, 'no such table']
    expect(rowsOrNoTable).toContainEqual(await storage.transaction('mine', 'read', read('directory_keys')).then(onlyRows, noSuchTable))
    expect(rowsOrNoTable).toContainEqual(await storage.directory('read', read('demo_notes')).then(onlyRows, noSuchTable))
  })
})

describeOn('postgres', 'the walls between tenants on PostgreSQL', (kind) => {
  const { open, url } = useDatabase(kind)
  const plain = async (statement: string) => {
    const client = new pg.Client(url())
    await client.connect()
    return client.query(statement).finally(() => client.end())
  }
  beforeAll(async () => {
    const storage = open()
    await storage.transaction('mine', 'write', (db) => db.insertInto('demo_notes').values({ id: 'a', slug: 'a' }).execute())
    await storage.directory('write', (db) => db.insertInto('directory_keys').values({ id: 'k', tenant: 'mine' }).execute())
  })

  test('refuse a row that names another tenant', async () => {
    const smuggle = (db: Demo) => sql`insert into demo_notes (tenant_id, id, slug) values ('theirs', 'b', 'b')`.execute(db)
    await expect(open().transaction('mine', 'write', smuggle)).rejects.toMatchObject({ code: '42501' })
    const move = (db: Demo) => sql`update demo_notes set tenant_id = 'theirs'`.execute(db)
    await expect(open().transaction('mine', 'write', move)).rejects.toMatchObject({ code: '42501' })
  })

  test('show no row to a statement without a tenant, even to the owner of the tables', async () => {
    expect((await plain('select * from demo_notes')).rows).toEqual([])
    expect((await plain('select * from directory_keys')).rows).toEqual([])
    expect((await plain('update demo_notes set rank = 1')).rowCount).toBe(0)
    expect((await plain('delete from demo_notes')).rowCount).toBe(0)
  })

  test('refuse a row without a tenant, also on a connection that had one before', async () => {
    await expect(plain("insert into demo_counters (name, value) values ('a', 1)")).rejects.toThrow()
    const insert = (db: Demo) => db.insertInto('demo_counters').values({ name: 'a', value: 1 }).execute()
    await expect(open().directory('write', insert)).rejects.toThrow()
  })

  test('are forced on every table of a tenant and behind the door', async () => {
    const { rows } = await plain(`
      select relname, relrowsecurity and relforcerowsecurity as forced, polqual is not null and polwithcheck is not null as both
      from pg_class left join pg_policy on polrelid = pg_class.oid
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname !~ '_migrations(_lock)?$' order by relname`)
    expect(rows).toEqual(
      ['demo_comments', 'demo_counters', 'demo_log', 'demo_notes', 'demo_pages', 'directory_keys'].map((relname) => ({
        relname,
        forced: true,
        both: true,
      })),
    )
  })

  test('lead every key, index and reference with the tenant', async () => {
    const { rows } = await plain(`
      select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
      where contype in ('p', 'u', 'f') and conrelid::regclass::text ~ '^demo_' and conrelid::regclass::text !~ '_migrations'`)
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.filter(({ definition }) => !/^(PRIMARY KEY|UNIQUE|FOREIGN KEY) \(tenant_id, /.test(definition))).toEqual([])
  })
})

function onlyRows({ rows }: { rows: unknown[] }) {
  return { rows }
}

function noSuchTable({ message }: Error) {
  return message.replace(/: .*/, '')
}
