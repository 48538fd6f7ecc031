import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMember, createTenant } from 'loop-core/accounts'
import { testLoop } from 'loop-core/testing'
import { loopCtl } from 'loop-ctl'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryFolders } from '../postgres/binaries.ts'
import { type PostgresServer, startPostgres } from '../postgres/server.ts'
import { isHere, run, script } from './deploy-folder.ts'

const scratch = mkdtempSync(join(tmpdir(), 'loop-backup-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

/** Does some work in two tenants, and gives the id of a story of the first. */
async function fill(databaseUrl: string): Promise<string> {
  const loop = testLoop([loopCtl], { databaseUrl })
  const { project } = (await loop.call('create_project', { name: "It's ours; é", slug: 'ours' })) as { project: { id: string } }
  const { epic } = (await loop.call('create_epic', { project_id: project.id, number: 1, title: 'One' })) as { epic: { id: string } }
  const { story } = (await loop.call('create_story', { epic_id: epic.id, number: '1.1', title: 'First' })) as { story: { id: string } }
  await loop.call('create_webhook', { url: 'https://example.com/', events: ['story.verified'] })
  const { storage } = loop.application
  await createTenant(storage, { id: 'others', name: 'Others' }, new Date(0))
  await storage.transaction(
    'others',
    'write',
    async (db) => void (await addMember(db, { id: 'm1', name: 'Somebody', email: null, created_at: '2026-01-01' })),
  )
  await loop.close()
  return story.id
}

/** What a server makes of a database that was brought back: it reads what was there, and goes on writing. */
async function goesOn(databaseUrl: string, story_id: string): Promise<void> {
  const loop = testLoop([loopCtl], { databaseUrl, newId: () => crypto.randomUUID() })
  expect(await loop.call('get_story', { story_id })).toMatchObject({ story: { title: 'First' } })
  await loop.call('create_project', { name: 'After', slug: 'after' })
  await loop.close()
}

const programs = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql']
// The server that comes with the packages for tests has no programs for backups.
const binaries = binaryFolders().find((folder) => programs.every((program) => existsSync(join(folder, program))))

describe.skipIf(binaries === undefined)('a backup of PostgreSQL', () => {
  const dump = join(scratch, 'ours.dump')
  let server: PostgresServer
  let client: pg.Client
  let environment: Record<string, string>
  let databaseUrl: string
  let story: string

  const query = async (sql: string) => (await client.query(sql)).rows
  const backup = (...words: string[]) => script('backup.sh', words, environment)
  const restore = (...words: string[]) => script('restore.sh', words, environment)

  async function connect(): Promise<void> {
    client = new pg.Client(Object.assign(new URL(server.url), { pathname: '/loop_ctl' }).href)
    await client.connect()
  }

  async function contents(): Promise<Record<string, unknown>> {
    const tables = await query(`select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
      where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`)
    const rows: Record<string, unknown> = {}
    for (const { name } of tables) rows[name] = await query(`select to_jsonb(one) as row from ${name} as one order by one::text`)
    const policies = await query('select polname, polrelid::regclass::text as table from pg_policy order by 2')
    const owners = await query("select relname, relowner::regrole::text from pg_class where relname ~ '^ctl_' order by 1")
    return { ...rows, policies, owners }
  }

  async function emptyDatabase(): Promise<void> {
    await client?.end()
    const admin = new pg.Client(server.url)
    await admin.connect()
    await admin.query('drop database if exists loop_ctl with (force)')
    await admin.query('create database loop_ctl owner loop')
    await admin.end()
    await connect()
  }

  beforeAll(async () => {
    server = await startPostgres({ url: '', folders: [binaries!] })
    const { hostname, port, password } = new URL(server.url)
    const login = { PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGPASSWORD: password }
    environment = { PATH: `${binaries}:${process.env.PATH}`, PGDATABASE: 'loop_ctl', ...login }
    const admin = new pg.Client(server.url)
    await admin.connect()
    await admin.query("create role loop login password 'secret'")
    await admin.end()
    await emptyDatabase()
    databaseUrl = Object.assign(new URL(server.url), { pathname: '/loop_ctl', username: 'loop', password: 'secret' }).href
    story = await fill(databaseUrl)
  })

  afterAll(async () => {
    await client?.end()
    await server?.stop()
  })

  it('is a file for nobody else to read, and replaces none unless told to', () => {
    expect(backup(dump)).toEqual({ status: 0, stdout: `Written: ${dump}\n`, stderr: '' })
    expect(modeOf(dump)).toBe('600')
    expect(backup(dump)).toMatchObject({ status: 1, stderr: expect.stringContaining('--force replaces it') })
    expect(backup('--force', dump).status).toBe(0)
    expect(backup().status).toBe(2)
    expect(readdirSync(scratch)).toEqual(['ours.dump'])
  })

  it('brings back all rows of all tables, with their policies and owners, into a database that is new', async () => {
    const before = await contents()
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['public.core_events', 'public.ctl_stories', 'public.core_tenants']))
    await emptyDatabase()
    expect(await query("select 1 from pg_class where relname ~ '^ctl_'")).toEqual([])
    expect(restore(dump)).toEqual({ status: 0, stdout: `Restored: ${dump}\n`, stderr: '' })
    expect(await contents()).toEqual(before)
    await goesOn(databaseUrl, story)
  })

  it('is brought back over what is there only if told to, and then nothing else is left', async () => {
    await query('create table public.later (id int)')
    const now = await contents()
    expect(restore(dump)).toMatchObject({ status: 1, stderr: expect.stringContaining('--force takes it away') })
    expect(await contents()).toEqual(now)
    expect(restore('--force', dump).status).toBe(0)
    expect(await contents()).not.toHaveProperty('public.later')
    await goesOn(databaseUrl, story)
  })

  it('that is not whole changes nothing', async () => {
    const now = await contents()
    const broken = join(scratch, 'broken.dump')
    writeFileSync(broken, readFileSync(dump))
    truncateSync(broken, statSync(dump).size - 2_000)
    expect(restore('--force', broken).status).not.toBe(0)
    expect(restore('--force', join(scratch, 'nothing.dump')).status).not.toBe(0)
    expect(await contents()).toEqual(now)
  })
})

describe.skipIf(!isHere('sqlite3'))('a backup of files', () => {
  const archive = join(scratch, 'files.tar.gz')
  const database = join(scratch, 'data/loop.db')
  const copy = join(scratch, 'copy/loop.db')
  const restore = (...words: string[]) => script('restore-files.sh', words)
  /** All rows and tables; a copy has them in another order. */
  const dumped = (file: string) => run('sqlite3', [file, '.dump']).stdout.split('\n').sort().join('\n')
  const parts = ['loop.db', 'loop.directory.db', 'loop.tenants/others.db']

  it('holds every file with all of its rows, and replaces none unless told to', async () => {
    const story = await fill(`file:${database}`)
    expect(script('backup-files.sh', [database, archive])).toEqual({ status: 0, stdout: `Written: ${archive}\n`, stderr: '' })
    expect(modeOf(archive)).toBe('600')
    expect(script('backup-files.sh', [database, archive]).status).toBe(1)
    expect(script('backup-files.sh', ['--force', database, archive]).status).toBe(0)
    expect(script('backup-files.sh', [join(scratch, 'none.db'), join(scratch, 'none')]).status).toBe(1)
    expect(restore(archive, copy)).toMatchObject({ status: 0, stderr: '' })
    for (const part of parts) {
      const [here, there] = [database, copy].map((file) => dumped(join(file, '..', part)))
      expect(here).toContain('INSERT INTO')
      expect(there).toBe(here)
    }
    expect(modeOf(copy)).toBe('600')
    await goesOn(`file:${copy}`, story)
  })

  it('is brought back over what is there only if told to, which is put aside', () => {
    const now = dumped(copy)
    expect(restore(archive, copy)).toMatchObject({ status: 1, stderr: expect.stringContaining('--force puts it aside') })
    expect(dumped(copy)).toBe(now)
    writeFileSync(join(scratch, 'broken.tar.gz'), readFileSync(archive).subarray(0, 3_000))
    expect(restore('--force', join(scratch, 'broken.tar.gz'), copy).status).not.toBe(0)
    expect(dumped(copy)).toBe(now)
    expect(restore('--force', archive, copy).status).toBe(0)
    expect(dumped(copy)).toBe(dumped(database))
    const [aside = ''] = readdirSync(join(copy, '..')).filter((name) => name.includes('.before-'))
    expect(dumped(join(copy, '..', aside, 'loop.db'))).toBe(now)
  })
})
