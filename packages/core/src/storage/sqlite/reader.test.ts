import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { type Demo, migrations } from '../fixtures/tables.ts'
import { openStorage } from '../index.ts'
import { readSqlite } from './reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'loop-reader-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let folders = 0

function newFolder(): string {
  folders += 1
  const made = join(folder, `${folders}`)
  mkdirSync(made)
  return made
}

const add = (db: Demo, name: string) => db.insertInto('demo_counters').values({ name, value: 1 }).execute()

async function names(file: string): Promise<string[]> {
  const reader = readSqlite(file, migrations)
  try {
    const rows = await reader.read((db: Demo) => db.selectFrom('demo_counters').select('name').orderBy('name').execute())
    return rows.map(({ name }) => name)
  } finally {
    await reader.close()
  }
}

async function written(file: string, ...all: string[]) {
  const storage = openStorage(`file:${file}`, { migrations, directoryMigrations: [] })
  for (const name of all) await storage.transaction('local', 'write', (db) => add(db, name))
  return storage
}

function contentOf(at: string) {
  return readdirSync(at).map((name) => [name, readFileSync(join(at, name)).toString('base64')])
}

test('a file that nobody has open is read, and nothing is changed or left beside it', async () => {
  const at = newFolder()
  await (await written(join(at, 'loop.db'), 'a')).close()
  const before = contentOf(at)
  expect(await names(join(at, 'loop.db'))).toEqual(['a'])
  expect(contentOf(at)).toEqual(before)
  expect(before.map(([name]) => name)).toEqual(['loop.db'])
})

test('a file is read while another program is writing to it', async () => {
  const at = newFolder()
  const storage = await written(join(at, 'loop.db'), 'a')
  await storage.transaction('local', 'write', async (db) => {
    await add(db, 'b')
    expect(await names(join(at, 'loop.db'))).toEqual(['a'])
  })
  expect(await names(join(at, 'loop.db'))).toEqual(['a', 'b'])
  await storage.close()
})

test('what a program that died has not moved into the file is read and stays where it is', async () => {
  const [at, left] = [newFolder(), newFolder()]
  const storage = await written(join(at, 'loop.db'), 'a', 'b')
  for (const name of ['loop.db', 'loop.db-wal']) cpSync(join(at, name), join(left, name))
  await storage.close()
  const before = contentOf(left)
  expect(await names(join(left, 'loop.db'))).toEqual(['a', 'b'])
  expect(contentOf(left)).toEqual(expect.arrayContaining(before))
})

test('a file of somebody else is refused and not migrated, and one that is missing is not made', async () => {
  const at = newFolder()
  const file = join(at, 'theirs.db')
  new Driver(file).exec('create table theirs (a); insert into theirs values (1)').close()
  const before = contentOf(at)
  await expect(names(file)).rejects.toMatchObject({ code: 'tables_missing' })
  expect(contentOf(at)).toEqual(before)
  await expect(names(join(at, 'missing.db'))).rejects.toMatchObject({ code: 'database_unreachable' })
  expect(readdirSync(at)).toEqual(['theirs.db'])
})

test('a file of an older version is refused as one', async () => {
  const file = join(newFolder(), 'loop.db')
  await (await written(file, 'a')).close()
  const [first] = migrations
  const newer = [{ ...first!, migrations: { ...first!.migrations, '9999-later': { up: async () => {} } } }]
  const reader = readSqlite(file, newer)
  await expect(reader.read(async () => {})).rejects.toMatchObject({ code: 'tables_outdated' })
  await reader.close()
})

test('nothing can be written through it', async () => {
  const file = join(newFolder(), 'loop.db')
  await (await written(file, 'a')).close()
  const reader = readSqlite(file, migrations)
  await expect(reader.read((db) => add(db, 'b'))).rejects.toThrow('must not write')
  await reader.close()
})
