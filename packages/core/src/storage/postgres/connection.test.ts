import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { adminUrl, describeOn, useDatabase } from '../fixtures/database.ts'
import type { Demo } from '../fixtures/tables.ts'
import type { Storage } from '../index.ts'

const ownProcess = (db: Demo) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db).then(({ rows }) => rows[0]!.pid)
const add = (name: string) => (db: Demo) => db.insertInto('demo_counters').values({ name, value: 1 }).execute()
const names = async (db: Demo) => (await db.selectFrom('demo_counters').select('name').orderBy('name').execute()).map(({ name }) => name)

describeOn('postgres', 'a connection to PostgreSQL', (kind) => {
  const { open, url } = useDatabase(kind)
  afterEach(() => vi.useRealTimers())

  test.each([
    ['no server', { port: '1' }],
    ['another password', { password: 'wrong-secret' }],
    ['no such database', { pathname: '/nowhere' }],
  ])('that cannot be had (%s) is told without a password or a word of the driver', async (_, part) => {
    const address = Object.assign(new URL(url()), part)
    const storage = open({}, address.href)
    const failure = await storage.transaction('local', 'read', async () => {}).catch((error) => error)
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'database_unreachable', message: 'The database cannot be reached.' })
    expect(JSON.stringify([failure, await storage.check()])).not.toMatch(/secret|ECONN|password authentication/)
    expect(await storage.check()).toMatchObject({ ok: false, remedy: failure.hints[0] })
  })

  test('that is lost in the middle rolls back, is told, and the next transaction has another', async () => {
    const storage = open()
    const lost = storage.transaction('lost', 'write', async (db) => {
      await add('a')(db)
      await terminate(await ownProcess(db))
      await add('b')(db)
    })
    await expect(lost).rejects.toMatchObject({ kind: 'unavailable', code: 'database_unreachable' })
    expect(await storage.transaction('lost', 'read', names)).toEqual([])
  })

  test('that is lost while nobody uses it harms nobody', async () => {
    const storage = open()
    await terminate(await storage.transaction('idle', 'read', ownProcess))
    await expect(storage.transaction('idle', 'read', ownProcess)).resolves.toBeTypeOf('number')
  })

  test('that does not come free in time is told as busy', async () => {
    const storage = open()
    await storage.transaction('busy', 'read', names)
    const free = newGate()
    const holding = Array.from({ length: 10 }, newGate)
    const holders = holding.map((gate) =>
      storage.transaction('busy', 'read', async () => {
        gate.open()
        await free.opened
      }),
    )
    await Promise.all(holding.map((gate) => gate.opened))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const waiting = storage.transaction('busy', 'read', names).catch((error) => error)
    await new Promise(setImmediate)
    vi.advanceTimersByTime(10_000)
    expect(await waiting).toMatchObject({ kind: 'unavailable', code: 'database_busy' })
    free.open()
    await Promise.all(holders)
  })
})

describeOn('postgres', 'a transaction on PostgreSQL', (kind) => {
  const { open } = useDatabase(kind)

  test('is not reported as done when one of its statements failed, even if the failure was swallowed', async () => {
    const storage = open()
    await storage.transaction('swallow', 'write', add('a'))
    const swallowing = storage.transaction('swallow', 'write', async (db) => {
      await add('b')(db)
      await add('a')(db).catch(() => {})
    })
    await expect(swallowing).rejects.toThrow()
    expect(await storage.transaction('swallow', 'read', names)).toEqual(['a'])
  })

  test('runs again when it was the victim of a deadlock', async () => {
    const storage = open()
    await storage.transaction('deadlock', 'write', (db) => add('a')(db).then(() => add('b')(db)))
    const gates = { a: newGate(), b: newGate() }
    const raise = (db: Demo, name: string) =>
      db
        .updateTable('demo_counters')
        .set((set) => ({ value: set('value', '+', 1) }))
        .where('name', '=', name)
        .execute()
    const crossing = (first: 'a' | 'b', second: 'a' | 'b') =>
      storage.transaction('deadlock', 'write', async (db) => {
        await raise(db, first)
        gates[first].open()
        await gates[second].opened
        await raise(db, second)
      })
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')])
    const values = await storage.transaction('deadlock', 'read', (db) => db.selectFrom('demo_counters').select('value').execute())
    expect(values).toEqual([{ value: 3 }, { value: 3 }])
  })

  test('that finds the disk full says so', async () => {
    const full = () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' }))
    await expect(open().transaction('full', 'write', full)).rejects.toMatchObject({ kind: 'unavailable', code: 'storage_full' })
  })

  test('runs again three times and no more', async () => {
    const work = vi.fn(() => Promise.reject(Object.assign(new Error('could not serialize'), { code: '40001' })))
    await expect(open().transaction('again', 'write', work)).rejects.toThrow('could not serialize')
    expect(work).toHaveBeenCalledTimes(4)
  })
})

describeOn('postgres', '32 programs that find no tables on PostgreSQL and start at the same moment', (kind) => {
  const { open } = useDatabase(kind)

  test('lose nothing', async () => {
    const program = async (storage: Storage) => {
      for (let round = 0; round < 25; round++) await storage.transaction('callers', 'write', countAndNote)
      await storage.close()
    }
    await Promise.all(Array.from({ length: 32 }, () => program(open())))
    expect(await open().transaction('callers', 'read', (db) => db.selectFrom('demo_notes').select('id').execute())).toHaveLength(800)
  })
})

/** Notes the number that a shared counter reached; a number that came twice would be refused. */
async function countAndNote(db: Demo): Promise<void> {
  const { value } = await db
    .insertInto('demo_counters')
    .values({ name: 'hits', value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((set) => ({ value: set('demo_counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('demo_notes')
    .values({ id: String(value), slug: String(value) })
    .execute()
}

async function terminate(pid: number): Promise<void> {
  const client = new pg.Client(adminUrl())
  await client.connect()
  await client.query('select pg_terminate_backend($1, 5000)', [pid])
  await client.end()
}

function newGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}
