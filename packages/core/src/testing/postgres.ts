import { randomBytes } from 'node:crypto'
import type { TestDatabase } from './database.ts'

export interface PostgresDatabase extends TestDatabase {
  /** Of the database and of the login that owns it. */
  name: string
}

/** One database that belongs to a login of its own, which is no superuser, so that row policies hold it. */
export async function createPostgres(prefix = 'loop_test'): Promise<PostgresDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await asSuperuser(`create role ${name} login password '${password}'`, `create database ${name} owner ${name}`)
  return {
    name,
    url: Object.assign(new URL(superuserUrl()), { username: name, password, pathname: `/${name}` }).href,
    drop: () => asSuperuser(`drop database ${name} with (force)`, `drop role ${name}`),
  }
}

export async function asSuperuser(...statements: readonly string[]): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(superuserUrl())
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

function superuserUrl(): string {
  const url = process.env.LOOP_TEST_PG_URL
  if (url) return url
  throw new Error('Tests on PostgreSQL need LOOP_TEST_PG_URL, the address of a superuser; the setup of the test run provides it.')
}
