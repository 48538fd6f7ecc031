import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Module } from '../module.ts'
import { migratedOnce } from './migrated-once.ts'
import { asSuperuser, createPostgres, type PostgresDatabase } from './postgres.ts'

/** A database of one test or of some. */
export interface TestDatabase {
  /** For `openStorage`. */
  url: string
  drop(): Promise<void>
}

export interface TestDatabaseKind {
  name: 'sqlite' | 'postgres'
  /** An empty one, or one as the first start of these modules leaves it. */
  create(modules?: readonly Module[]): Promise<TestDatabase>
}

/** Every kind of database that tests must pass on; `LOOP_TEST_DATABASES=sqlite` leaves the other out. */
export function testDatabases(): readonly TestDatabaseKind[] {
  const wanted = (process.env.LOOP_TEST_DATABASES ?? 'sqlite,postgres').split(',')
  const kinds: TestDatabaseKind[] = [
    { name: 'sqlite', create: async (modules) => createSqlite(modules && (await migratedFile(modules))) },
    { name: 'postgres', create: async (modules) => (modules ? copyOf(await migratedPostgres(modules)) : createPostgres()) },
  ]
  return kinds.filter(({ name }) => wanted.includes(name))
}

async function createSqlite(content?: Buffer): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'loop-test-'))
  const path = join(folder, 'loop.db')
  if (content) await writeFile(path, content, { mode: 0o600 })
  return { url: `file:${path}`, drop: () => rm(folder, { recursive: true, force: true }) }
}

const migratedFile = migratedOnce(createSqlite, async ({ url, drop }) => {
  const content = await readFile(url.slice('file:'.length))
  await drop()
  return content
})

const migratedPostgres = migratedOnce(
  () => createPostgres(process.env.LOOP_TEST_PG_TEMPLATES ?? 'loop_template'),
  async (template) => template,
)

/** Another database of the same login. */
async function copyOf({ name: template, url }: PostgresDatabase): Promise<TestDatabase> {
  const name = `loop_test_${randomBytes(6).toString('hex')}`
  await asSuperuser(`create database ${name} owner ${template} template ${template} strategy file_copy`)
  return { url: Object.assign(new URL(url), { pathname: `/${name}` }).href, drop: () => asSuperuser(`drop database ${name} with (force)`) }
}
