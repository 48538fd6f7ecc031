import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { databases, useDatabase } from './fixtures/database.ts'
import { endedWell, runTogether, startProcess } from './fixtures/spawn.ts'
import { type Demo, migrations } from './fixtures/tables.ts'
import type { MigrationSet, Schema } from './index.ts'

const tableOf = (name: string) => (schema: Schema) => schema.createTable(name, { columns: { id: 'text' }, primaryKey: ['id'] })
const nothing = async () => {}

function setOf(prefix: string, steps: Record<string, (schema: Schema) => Promise<void>>): MigrationSet {
  return { prefix, migrations: Object.fromEntries(Object.entries(steps).map(([name, up]) => [name, { up }])) }
}

describe.each(databases)('migrations on $name', (kind) => {
  const { open } = useDatabase(kind)
  afterEach(() => vi.useRealTimers())
  const openWith = (...sets: MigrationSet[]) => open({ migrations: [...migrations, ...sets] })
  const read = (name: string) => (db: Demo) => sql`select * from ${sql.id(name)}`.execute(db)

  test('add the steps that came since', async () => {
    await openWith(setOf('grow', { '0001-a': tableOf('grow_a') })).transaction('local', 'read', read('grow_a'))
    const grown = openWith(setOf('grow', { '0001-a': tableOf('grow_a'), '0002-b': tableOf('grow_b') }))
    await expect(grown.transaction('local', 'read', read('grow_b'))).resolves.toMatchObject({ rows: [] })
  })

  test('leave a database alone that is newer than the program', async () => {
    await openWith(setOf('newer', { '0001-a': tableOf('newer_a'), '0002-b': tableOf('newer_b') })).transaction('local', 'read', nothing)
    const older = openWith(setOf('newer', { '0001-a': tableOf('newer_a') }), setOf('another', { '0001-a': tableOf('another_a') }))
    await expect(older.transaction('local', 'read', read('another_a'))).resolves.toMatchObject({ rows: [] })
  })

  test('leave nothing of any set when one step fails, say so in our own words, and are tried again after a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    let broken = true
    const fragile = async () => {
      if (broken) throw new Error('foreign text')
    }
    const storage = openWith(
      setOf('first', { '0001-a': tableOf('first_a') }),
      setOf('second', { '0001-a': tableOf('second_a'), '0002-b': fragile }),
    )
    const failure = await storage.transaction('local', 'read', nothing).catch((error) => error)
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'migration_failed', cause: { message: 'foreign text' } })
    expect(JSON.stringify(failure)).not.toContain('foreign text')
    await expect(open().transaction('local', 'read', read('first_a'))).rejects.toThrow()
    broken = false
    vi.advanceTimersByTime(1000)
    await expect(storage.transaction('local', 'read', read('second_a'))).resolves.toMatchObject({ rows: [] })
  })

  test('run once when the first transactions come together', async () => {
    const runs: string[] = []
    const storage = openWith(setOf('once', { '0001-a': async () => void runs.push('a') }))
    await Promise.all(Array.from({ length: 8 }, () => storage.transaction('local', 'read', nothing)))
    expect(runs).toEqual(['a'])
  })
})

describe.each(databases)('migrations of several processes on $name', (kind) => {
  const { open, url } = useDatabase(kind)

  test('killed in the middle leave nothing', async () => {
    const dying = await startProcess('die', url())
    dying.begin()
    expect(await dying.ended).toMatchObject({ signal: 'SIGKILL' })
    const noDemo = open({ migrations: [] }).transaction('local', 'read', (db) => db.selectFrom('demo_notes').selectAll().execute())
    await expect(noDemo).rejects.toThrow()
  })

  test('at the same moment are done by one of them, and all can work', async () => {
    expect(await runTogether(6, 'open', url())).toEqual(Array(6).fill(endedWell))
    const steps = await open().transaction('local', 'read', (db) => sql`select name from demo_migrations order by name`.execute(db))
    expect(steps.rows).toEqual([{ name: '0001-notes' }, { name: '0002-log' }, { name: '0003-pages' }])
  })
})
