import pg from 'pg'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { type TestDatabase, testDatabases } from '../testing/database.ts'
import { kindOf, openWorkshop, type Workshop } from './fixtures/workshop.ts'

const kind = kindOf('role')

// Both are left out together where tests run on SQLite only.
const postgres = testDatabases().find(({ name }) => name === 'postgres')
const itOnPostgres = it.skipIf(postgres === undefined)

let database: TestDatabase
let role: string
let opened: Workshop[]

beforeEach(async () => {
  if (postgres === undefined) return
  database = await postgres.create()
  opened = []
  const login = new URL(database.url).username
  role = `${login}_app`
  await execute(process.env.LOOP_TEST_PG_URL!, `create role ${role} nologin; grant ${role} to ${login}`)
})
afterEach(async () => {
  for (const workshop of opened ?? []) await workshop.close()
  await database?.drop()
  if (role) await execute(process.env.LOOP_TEST_PG_URL!, `drop role ${role}`)
})

async function execute(url: string, statements: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statements).finally(() => client.end())
}

function open(): Workshop {
  const workshop = openWorkshop(database.url, { role })
  opened.push(workshop)
  return workshop
}

function add({ storage, queue }: Workshop): Promise<void> {
  return storage.transaction('local', 'write', (db) => queue.add(db, 'local', kind, { name: kind.name }))
}

itOnPostgres('a role that each transaction takes on may add jobs and do nothing else with them', async () => {
  await add(open())
  const asRole = (statement: string) => execute(database.url, `set role ${role}; ${statement}`)
  await asRole('select id from loop_jobs.job')
  await expect(asRole('select data from loop_jobs.job')).rejects.toThrow('permission denied')
  await expect(asRole(`update loop_jobs.job set state = 'active'`)).rejects.toThrow('permission denied')
  await expect(asRole('delete from loop_jobs.job')).rejects.toThrow('permission denied')
  await expect(asRole(`select loop_jobs.create_queue('x', '{"policy": "standard"}')`)).rejects.toThrow('permission denied')
})

itOnPostgres('processes that begin on an empty database at the same moment all come to work', async () => {
  const workshops = [open(), open(), open()]
  let done = 0
  const run = async () => void done++
  await Promise.all(workshops.map(({ storage, queue }) => queue.start({ storage, kinds: [kind], run })))
  await Promise.all(workshops.map(add))
  await vi.waitFor(() => expect(done).toBe(3), { timeout: 30_000 })
})

itOnPostgres('nothing is left of a job that is done', async () => {
  const workshop = open()
  const { storage, queue } = workshop
  let done = 0
  await add(workshop)
  await queue.start({ storage, kinds: [kind], run: async () => void done++ })
  await vi.waitFor(() => expect(done).toBe(1), { timeout: 30_000 })
  await queue.stop()
  const left = `do $$ begin assert not exists (select from loop_jobs.job) and not exists (select from loop_jobs.archive); end $$`
  await execute(database.url, left)
})

itOnPostgres('says what right the login lacks, and works a second after it has it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const workshop = open()
  const { pathname, username } = new URL(database.url)
  const admin = (statement: string) => execute(process.env.LOOP_TEST_PG_URL!, statement)
  await admin(`revoke create on database ${pathname.slice(1)} from ${username}`)
  await expect(add(workshop)).rejects.toMatchObject({ kind: 'unavailable', code: 'job_queue_unusable' })
  await admin(`grant create on database ${pathname.slice(1)} to ${username}`)
  vi.advanceTimersByTime(1_000)
  await add(workshop)
})
