import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty database of one test file. */
export interface TestDatabase {
  /** For `openStorage`. */
  url: string
  drop(): Promise<void>
}

export interface TestDatabaseKind {
  name: 'sqlite' | 'postgres'
  create(): Promise<TestDatabase>
}

/** Every kind of database that tests must pass on; `LOOP_TEST_DATABASES=sqlite` leaves the other out. */
export function testDatabases(): readonly TestDatabaseKind[] {
  const wanted = (process.env.LOOP_TEST_DATABASES ?? 'sqlite,postgres').split(',')
  const kinds: TestDatabaseKind[] = [
    { name: 'sqlite', create: createSqlite },
    { name: 'postgres', create: createPostgres },
  ]
  return kinds.filter(({ name }) => wanted.includes(name))
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'loop-test-'))
  return { url: `file:${join(folder, 'loop.db')}`, drop: () => rm(folder, { recursive: true, force: true }) }
}

/** One database that belongs to a login of its own, which is no superuser, so that row policies hold it. */
async function createPostgres(): Promise<TestDatabase> {
  const adminUrl = process.env.LOOP_TEST_PG_URL
  if (!adminUrl)
    throw new Error('Tests on PostgreSQL need LOOP_TEST_PG_URL, the address of a superuser; the setup of the test run provides it.')
  const name = `loop_test_${randomBytes(6).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await execute(adminUrl, [`create role ${name} login password '${password}'`, `create database ${name} owner ${name}`])
  return {
    url: urlOf(adminUrl, { name, password }),
    drop: () => execute(adminUrl, [`drop database ${name} with (force)`, `drop role ${name}`]),
  }
}

function urlOf(adminUrl: string, { name, password }: { name: string; password: string }): string {
  return Object.assign(new URL(adminUrl), { username: name, password, pathname: `/${name}` }).href
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
