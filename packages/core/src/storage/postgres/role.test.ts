import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { adminUrl, describeOn, useDatabase } from '../fixtures/database.ts'
import type { Demo } from '../fixtures/tables.ts'
import type { Schema, Storage } from '../index.ts'

const currentUser = (db: Demo) => sql<{ name: string }>`select current_user as name`.execute(db).then(({ rows }) => rows[0]!.name)

describeOn('postgres', 'the role in force on PostgreSQL', (kind) => {
  const { open, url } = useDatabase(kind)
  const made: string[] = []

  /** A name that no other test uses; roles belong to the whole server. */
  function newRole(): string {
    const name = `loop_test_role_${randomBytes(4).toString('hex')}`
    made.push(name)
    return name
  }

  async function newLogin(attributes: string): Promise<{ name: string; url: string }> {
    const name = newRole()
    await admin(`create role ${name} login password 'secret' ${attributes}`)
    await admin(`grant create on schema public to ${name}`)
    return { name, url: Object.assign(new URL(url()), { username: name, password: 'secret' }).href }
  }

  async function admin(statement: string): Promise<pg.QueryResult> {
    const client = new pg.Client(adminUrl(url()))
    await client.connect()
    return client.query(statement).finally(() => client.end())
  }

  afterAll(async () => {
    for (const name of made.reverse()) {
      await admin(`do $$ begin if to_regrole('${name}') is not null then drop owned by ${name} cascade; drop role ${name}; end if; end $$`)
    }
  })

  const refusal = (storage: Storage) => storage.transaction('local', 'read', async () => {}).catch((error) => error)

  test.each([undefined, ''])(
    'may not be a superuser with the role option %j, and the refusal names the statements that help',
    async (role) => {
      const failure = await refusal(open({ role }, adminUrl(url())))
      expect(failure).toMatchObject({ kind: 'unavailable', code: 'role_skips_policies' })
      expect(failure.hints.join('\n')).toContain('create role "loop_app" nologin; grant "loop_app" to "postgres";')
      expect((await admin("select from pg_class where relname = 'demo_notes'")).rowCount).toBe(0)
    },
  )

  test('may not have BYPASSRLS, be it the login or the role it takes on', async () => {
    const login = await newLogin('bypassrls')
    expect(await refusal(open({}, login.url))).toMatchObject({ code: 'role_skips_policies' })
    expect(await refusal(open({ role: login.name }, adminUrl(url())))).toMatchObject({ code: 'role_skips_policies' })
  })

  test('holds a login that is a superuser', async () => {
    const role = newRole()
    const storage = open({ role }, adminUrl(url()))
    await storage.transaction('mine', 'write', (db) => db.insertInto('demo_notes').values({ id: 'a', slug: 'a' }).execute())
    const theirs = await storage.transaction('theirs', 'write', (db) => db.deleteFrom('demo_notes').returning('id').execute())
    expect(theirs).toEqual([])
    expect(await storage.transaction('mine', 'read', currentUser)).toBe(role)
    expect(await storage.directory('read', currentUser)).toBe(role)
    expect((await admin(`select rolcanlogin from pg_roles where rolname = '${role}'`)).rows).toEqual([{ rolcanlogin: false }])
  })

  test('is made by a login that may make roles, and may use tables that come later', async () => {
    const login = await newLogin('createrole')
    const role = newRole()
    const first = [{ prefix: login.name, migrations: { '0001-a': { up: tableOf(`${login.name}_a`) } } }]
    await open({ migrations: first, directoryMigrations: [] }, login.url).transaction('mine', 'read', async () => {})
    const second = [...first, { prefix: `${login.name}_later`, migrations: { '0001-b': { up: tableOf(`${login.name}_b`) } } }]
    for (const sets of [first, second]) {
      const storage = open({ role, migrations: sets, directoryMigrations: [] }, login.url)
      const name = `${login.name}_${sets === first ? 'a' : 'b'}`
      await storage.transaction('mine', 'write', (db) => db.insertInto(name).values({ id: 'a' }).execute())
      expect(await storage.transaction('mine', 'read', currentUser)).toBe(role)
    }
  })

  test('that cannot be had is refused with the statements that help, and they do', async () => {
    const login = await newLogin('')
    const role = newRole()
    const start = () => open({ role, migrations: [], directoryMigrations: [] }, login.url)
    const failure = await refusal(start())
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'role_unusable' })
    const statements = `create role "${role}" nologin; grant "${role}" to "${login.name}";`
    expect(failure.hints).toEqual([`Run as a superuser: ${statements}`])
    await admin(`create role ${role} nologin`)
    expect(await refusal(start())).toMatchObject({ code: 'role_unusable' })
    await admin(`grant ${role} to ${login.name}`)
    expect(await start().transaction('mine', 'read', currentUser)).toBe(role)
  })

  test('lets a login serve that owns no table', async () => {
    const role = newRole()
    await open({ role }, adminUrl(url())).transaction('mine', 'read', async () => {})
    const login = await newLogin(`in role ${role}`)
    const rows = open({ role }, login.url).transaction('mine', 'write', (db) => db.selectFrom('demo_counters').selectAll().execute())
    await expect(rows).resolves.toEqual([])
  })

  test('can be made from many databases at the same moment', async () => {
    const role = newRole()
    const others = await Promise.all(Array.from({ length: 6 }, () => kind.create()))
    const storages = others.map((other) => open({ role }, adminUrl(other.url)))
    const names = await Promise.all(storages.map((storage) => storage.transaction('mine', 'read', currentUser)))
    expect(names).toEqual(Array(6).fill(role))
    await Promise.all(storages.map((storage) => storage.close()))
    await Promise.all(others.map((other) => other.drop()))
  })
})

function tableOf(name: string) {
  return (schema: Schema) => schema.createTable(name, { columns: { id: 'text' }, primaryKey: ['id'] })
}
