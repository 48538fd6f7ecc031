import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { directoryMigrations, migrations } from '../fixtures/tables.ts'
import { type MigrationSet, openStorage, type Storage } from '../index.ts'

let folder: string
let storage: Storage

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loop-files-'))
  storage = open(`file:${join(folder, 'new', 'loop.db')}`)
})

afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

function open(url: string): Storage {
  return openStorage(url, { migrations, directoryMigrations })
}

function add(to: Storage, tenant: string, name = tenant): Promise<unknown> {
  return to.transaction(tenant, 'write', (db) => db.insertInto('demo_counters').values({ name, value: 1 }).execute())
}

function names(from: Storage, tenant: string): Promise<string[]> {
  return from.transaction(tenant, 'read', async (db) =>
    (await db.selectFrom('demo_counters').select('name').execute()).map(({ name }) => name),
  )
}

test('every tenant has a file, made when it is first seen, that nobody else may read', async () => {
  expect(readdirSync(folder)).toEqual([])
  await add(storage, 'local')
  await add(storage, 'acme')
  await storage.directory('read', async () => {})
  const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => `${path} ${modeOf(join(folder, path))}`)
  expect(modes).toEqual([
    'new 700',
    'new/loop.db 600',
    'new/loop.db-shm 600',
    'new/loop.db-wal 600',
    'new/loop.directory.db 600',
    'new/loop.directory.db-shm 600',
    'new/loop.directory.db-wal 600',
    'new/loop.tenants 700',
    'new/loop.tenants/acme.db 600',
    'new/loop.tenants/acme.db-shm 600',
    'new/loop.tenants/acme.db-wal 600',
  ])
})

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

test('every tenant has a memory of its own, gone with the storage', async () => {
  const inMemory = open('file::memory:')
  await add(inMemory, 'local')
  await add(inMemory, 'acme')
  expect(await names(inMemory, 'local')).toEqual(['local'])
  expect(await names(inMemory, 'acme')).toEqual(['acme'])
  await inMemory.close()
  expect(readdirSync(folder)).toEqual([])
})

test('a database that is up to date is opened and read while another program writes', async () => {
  await add(storage, 'local', 'before')
  await storage.transaction('local', 'write', async (db) => {
    await db.insertInto('demo_counters').values({ name: 'unfinished', value: 1 }).execute()
    const another = open(`file:${join(folder, 'new', 'loop.db')}`)
    expect(await names(another, 'local')).toEqual(['before'])
    await another.close()
  })
})

test('a statement is compiled anew when another program has changed its table', async () => {
  const all = () => storage.transaction('local', 'read', (db) => db.selectFrom('demo_counters').selectAll().execute())
  await add(storage, 'local')
  expect(await all()).toEqual([{ name: 'local', value: 1 }])
  const grow: MigrationSet['migrations'] = {
    '0001-grow': { up: (schema) => schema.addColumn('demo_counters', 'color', { type: 'text', default: 'red' }) },
  }
  const newer = openStorage(`file:${join(folder, 'new', 'loop.db')}`, {
    migrations: [...migrations, { prefix: 'grow', migrations: grow }],
    directoryMigrations,
  })
  await newer.transaction('local', 'read', async () => {})
  await newer.close()
  expect(await all()).toEqual([{ name: 'local', value: 1, color: 'red' }])
})

test('deleted text is wiped from the file', async () => {
  await add(storage, 'local', 'a secret that somebody erases')
  await storage.transaction('local', 'write', (db) => db.deleteFrom('demo_counters').execute())
  await storage.close()
  expect(readFileSync(join(folder, 'new', 'loop.db'), 'latin1')).not.toContain('somebody erases')
})

test('purging leaves no bytes of deleted text, while the file stays open', async () => {
  const bytes = () => ['loop.db', 'loop.db-wal'].map((name) => readFileSync(join(folder, 'new', name), 'latin1')).join()
  await add(storage, 'local', 'a secret that somebody erases')
  await storage.transaction('local', 'write', (db) => db.deleteFrom('demo_counters').execute())
  expect(bytes()).toContain('somebody erases')
  await storage.purge('local')
  expect(bytes()).not.toContain('somebody erases')
})

test('purging waits for another program that reads', async () => {
  await add(storage, 'local', 'kept')
  const other = open(`file:${join(folder, 'new', 'loop.db')}`)
  let done = () => {}
  const reading = other.transaction('local', 'read', async (db) => {
    await db.selectFrom('demo_counters').selectAll().execute()
    await new Promise<void>((resolve) => (done = resolve))
  })
  await add(storage, 'local', 'erased')
  await storage.transaction('local', 'write', (db) => db.deleteFrom('demo_counters').where('name', '=', 'erased').execute())
  const purged = storage.purge('local')
  setTimeout(() => done(), 60)
  await purged
  await reading
  expect(statSync(join(folder, 'new', 'loop.db-wal')).size).toBe(0)
  expect(await names(other, 'local')).toEqual(['kept'])
  await other.close()
})

test.each([
  ['', 1],
  ['?synchronous=full', 2],
])('the address ending in %j asks the disk as often as level %i', async (parameters, level) => {
  const other = open(`file:${join(folder, 'other.db')}${parameters}`)
  const { rows } = await other.transaction('local', 'write', (db) => sql`pragma synchronous`.execute(db))
  expect(rows).toEqual([{ synchronous: level }])
  await other.close()
})

test.each([
  ['a file that is no database', 'garbage.db'],
  ['a folder that cannot be made', 'garbage.db/below/loop.db'],
])('%s is told in our own words', async (_, path) => {
  writeFileSync(join(folder, 'garbage.db'), 'This is not an SQLite database, but it is long enough to be read as one. '.repeat(20))
  const failing = open(`file:${join(folder, path)}`)
  const failure = await add(failing, 'local').catch((error) => error)
  expect(failure).toMatchObject({ kind: 'unavailable', code: 'database_unreachable' })
  expect(JSON.stringify(failure)).not.toContain(folder)
  await failing.close()
})
