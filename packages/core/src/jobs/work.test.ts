import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTenant, listTenants } from '../accounts/tenants.ts'
import type { Actor } from '../actor.ts'
import { type Application, createApplication } from '../application.ts'
import type { EffectContext } from '../context.ts'
import { LoopError } from '../error.ts'
import type { LoopEvent } from '../events/event.ts'
import { readEvents } from '../events/log.ts'
import { defineModule, type Module, type Subscriber } from '../module.ts'
import type { Database } from '../storage/index.ts'
import { type TestDatabase, type TestDatabaseKind, testDatabases } from '../testing/database.ts'
import { inTransaction } from '../transaction.ts'
import { createJobQueue } from './create.ts'
import { quickPace, silent } from './fixtures/workshop.ts'
import type { JobDefinition } from './job.ts'
import { deliveryKind, jobKinds } from './kinds.ts'
import type { RunningJob } from './queue.ts'
import { startWorking } from './work.ts'

interface NoteTables {
  shop_notes: { id: string; text: string }
}

const migrations: Module['migrations'] = {
  '0001-notes': {
    up: (schema) => schema.createTable('shop_notes', { columns: { id: 'text', text: 'text' }, primaryKey: ['id'] }),
  },
}

describe.each(testDatabases())('work on $name', (databases: TestDatabaseKind) => {
  let database: TestDatabase
  let application: Application | undefined

  beforeEach(async () => {
    database = await databases.create()
  })
  afterEach(async () => {
    await application?.close()
    application = undefined
    await database.drop()
  })

  /** Mounts a module that emits, and one that listens or has jobs. */
  function mount(parts: Partial<Module>): { listener: Module; application: Application } {
    const till = defineModule({ name: 'till', title: 'Till', operations: [] })
    const listener = defineModule({ name: 'shop', title: 'Shop', operations: [], migrations, ...parts })
    const created = createApplication([till, listener], { databaseUrl: database.url, log: silent })
    application = { ...created, jobs: createJobQueue(database.url, silent, { pace: quickPace(database.url) }) }
    const { jobs } = application
    application.close = async () => {
      await jobs.stop()
      await created.close()
    }
    return { listener, application }
  }

  const actor: Actor = { tenant: 'local', role: 'user', member: { id: 'owner', name: 'Owner' } }

  function inModule(name: string) {
    const module = application!.modules.find((candidate) => candidate.name === name)!
    return { application: application!, module, tenant: 'local', actor, traceId: 'a'.repeat(32), secrets: [] }
  }

  const emit = () =>
    inTransaction(inModule('till'), 'write', async ({ emit }) => emit({ type: 'sale.made', entity: 'sale-1', after: { price: 3 } }))
  const read = <T>(work: (db: Database) => Promise<T>) => application!.storage.transaction('local', 'read', work)
  const notes = () => read((db: Database<NoteTables>) => db.selectFrom('shop_notes').selectAll().orderBy('id').execute())
  const events = () => read((db) => readEvents(db, { reader: 'owner', limit: 100 }))
  const waitFor = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 })

  it('an event reaches its subscriber after the commit, within its trace and without an actor', async () => {
    const seen: LoopEvent[] = []
    const subscriber: Subscriber = async (event, { emit }) => {
      emit({ type: 'note.written', entity: event.entity })
      seen.push(event)
    }
    mount({ on: { 'sale.made': subscriber } })
    await startWorking(application!)
    await emit()
    await waitFor(async () => expect(await events()).toHaveLength(2))
    expect(seen).toEqual([
      {
        seq: expect.any(Number),
        id: expect.any(String),
        at: expect.any(String),
        type: 'sale.made',
        module: 'till',
        entity: 'sale-1',
        actor: { id: 'owner', name: 'Owner', role: 'user' },
        after: { price: 3 },
        trace: 'a'.repeat(32),
      },
    ])
    expect((await events())[1]).toMatchObject({ type: 'note.written', module: 'shop', actor: null, trace: 'a'.repeat(32) })
  })

  it('what a subscriber writes is written once, although the event is delivered twice', async () => {
    let calls = 0
    const subscriber: Subscriber = async ({ id }, { db }) => {
      calls++
      await (db as Database<NoteTables>)
        .insertInto('shop_notes')
        .values({ id: `${id}-${calls}`, text: 'sold' })
        .execute()
    }
    const { listener } = mount({ on: { 'sale.made': subscriber } })
    await emit()
    const [event] = await events()
    const kind = deliveryKind(listener)
    // A second job for the same event, as after a worker that died between its work and saying so.
    await application!.storage.transaction('local', 'write', (db) =>
      application!.jobs.add(db, 'local', kind, { name: kind.name, payload: { event_id: event!.id } }),
    )
    const ran: RunningJob[] = []
    await countRuns(ran)
    await waitFor(() => expect(ran).toHaveLength(2))
    expect(calls).toBe(1)
    expect(await notes()).toHaveLength(1)
  })

  /** Starts to work, and counts the jobs that went through. */
  async function countRuns(ran: RunningJob[]): Promise<void> {
    const { jobs } = application!
    const counted: Application['jobs'] = {
      ...jobs,
      start: (worker) => jobs.start({ ...worker, run: (job) => worker.run(job).then(() => void ran.push(job)) }),
    }
    await startWorking({ ...application!, jobs: counted })
  }

  it('a subscriber that throws leaves nothing behind and is tried again', async () => {
    let calls = 0
    const subscriber: Subscriber = async ({ id }, { db }) => {
      calls++
      await (db as Database<NoteTables>)
        .insertInto('shop_notes')
        .values({ id, text: `try ${calls}` })
        .execute()
      if (calls === 1) throw new LoopError('unavailable', 'Not now.')
    }
    mount({ on: { 'sale.made': subscriber } })
    await startWorking(application!)
    await emit()
    await waitFor(async () => expect(await notes()).toMatchObject([{ text: 'try 2' }]))
    expect(calls).toBe(2)
  })

  describe('an event whose writer knows nothing of a subscriber', () => {
    const heard: string[] = []
    const listening = { on: { 'sale.made': async ({ entity }: LoopEvent) => void heard.push(entity) } }

    beforeEach(() => {
      heard.length = 0
    })

    /** As a program does that opens the database directly, or a server without the module. */
    const emitAlone = (...entities: string[]) => {
      const strangers = { ...application!, modules: application!.modules.filter(({ name }) => name === 'till') }
      return inTransaction({ ...inModule('till'), application: strangers }, 'write', async ({ emit }) => {
        for (const entity of entities) emit({ type: 'sale.made', entity })
        emit({ type: 'sale.doubted', entity: 'unheard' })
      })
    }

    /** Works until all that is known of is done. */
    async function workOnce() {
      await startWorking(application!)
      await application!.jobs.settle(AbortSignal.timeout(30_000))
    }

    it('reaches it from the next worker on, once, also while others work', async () => {
      mount(listening)
      await workOnce()
      await emitAlone('sale-1', 'sale-2')
      await emit()
      await waitFor(() => expect(heard.toSorted()).toEqual(['sale-1', 'sale-1', 'sale-2']))
      await application!.close()
      mount(listening)
      await workOnce()
      await emitAlone('sale-3')
      await waitFor(() => expect(heard.slice(3)).toEqual(['sale-3']))
    })

    it('does not reach one that was not there yet', async () => {
      mount({})
      await emitAlone('sale-1')
      await application!.close()
      mount(listening)
      await workOnce()
      await emitAlone('sale-2')
      await waitFor(() => expect(heard).toEqual(['sale-2']))
    })

    it('is heard of however many there are', async () => {
      mount(listening)
      await workOnce()
      const many = Array.from({ length: 600 }, (_, index) => `sale-${index}`)
      await emitAlone(...many)
      await waitFor(() => expect(heard).toHaveLength(many.length))
      expect(new Set(heard).size).toBe(many.length)
    })
  })

  it('an event that is unknown, or that the module has no subscriber for any more, is let go', async () => {
    const { listener } = mount({ on: { 'shop.opened': async () => {} } })
    const kind = deliveryKind(listener)
    await emit()
    const [event] = await events()
    await application!.storage.transaction('local', 'write', async (db) => {
      for (const event_id of ['no-such-event', event!.id]) {
        await application!.jobs.add(db, 'local', kind, { name: kind.name, payload: { event_id } })
      }
    })
    const ran: RunningJob[] = []
    await countRuns(ran)
    await waitFor(() => expect(ran).toHaveLength(2))
  })

  it('a module cannot call a job of its own by the name that deliveries have', () => {
    const { listener } = mount({ jobs: { deliver: { kind: 'effect', run: async () => {} } } })
    expect(() => jobKinds([listener])).toThrow(/deliver/)
  })

  it("a module's own job runs in one transaction with what it was given, and its events have no actor", async () => {
    const write: JobDefinition = {
      kind: 'write',
      async run({ id }, { db, emit }) {
        await (db as Database<NoteTables>)
          .insertInto('shop_notes')
          .values({ id: String(id), text: 'from a job' })
          .execute()
        emit({ type: 'note.written', entity: String(id) })
      },
    }
    mount({ jobs: { write_note: write } })
    await startWorking(application!)
    await inTransaction(inModule('shop'), 'write', async ({ enqueue }) => enqueue({ name: 'write_note', payload: { id: 'n1' } }))
    await waitFor(async () => expect(await notes()).toEqual([{ id: 'n1', text: 'from a job' }]))
    const [event] = await events()
    expect(event).toMatchObject({ type: 'note.written', actor: null, trace: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(event!.trace).not.toBe('a'.repeat(32))
  })

  it('an effect holds no transaction until it opens one, and can ask for the next job', async () => {
    const steps: string[] = []
    const send: JobDefinition = {
      kind: 'effect',
      async run({ id }, { signal, transaction, ...rest }) {
        expect(signal.aborted).toBe(false)
        expect(rest).not.toHaveProperty('db')
        // Another transaction gets through while the effect is under way.
        await application!.storage.transaction('local', 'write', async () => {})
        await transaction(async ({ enqueue }) => enqueue({ name: 'confirm', payload: { id } }))
        steps.push('sent')
      },
    }
    const confirm: JobDefinition = { kind: 'write', run: async ({ id }) => void steps.push(`confirmed ${id}`) }
    mount({ jobs: { send, confirm } })
    await startWorking(application!)
    await inTransaction(inModule('shop'), 'write', async ({ enqueue }) => enqueue({ name: 'send', payload: { id: 'm1' } }))
    await waitFor(() => expect(steps).toEqual(['sent', 'confirmed m1']))
  })

  it('the door is open to a job of the whole server, and to no other', async () => {
    const seen: unknown[] = []
    const run = async (_: unknown, { door }: Pick<EffectContext, 'door'>) => {
      const tenants = await Promise.resolve().then(door).then(listTenants)
      seen.push(tenants.map(({ id }) => id))
    }
    const refused: JobDefinition = { kind: 'effect', run: (...given) => run(...given).catch(({ code }) => void seen.push(code)) }
    mount({ jobs: { all: { kind: 'effect', once: true, run }, own: refused } })
    await createTenant(application!.storage, { id: 'acme', name: 'Acme' }, new Date())
    await startWorking(application!)
    for (const name of ['all', 'own']) await inTransaction(inModule('shop'), 'write', async ({ enqueue }) => enqueue({ name }))
    await waitFor(() => expect(seen).toHaveLength(2))
    expect(seen).toEqual(expect.arrayContaining([['acme'], 'door_closed']))
  })

  it('foreign errors reach the log and not the queue', async () => {
    const logged: unknown[] = []
    const thrown = new Error('password is hunter2')
    const { application } = mount({ jobs: { fail: { kind: 'effect', retries: 0, run: () => Promise.reject(thrown) } } })
    const log = { ...silent, error: (entry: unknown) => void logged.push(entry) } as typeof silent
    const failures: unknown[] = []
    const { jobs } = application
    const watched: Application['jobs'] = {
      ...jobs,
      start: (worker) => jobs.start({ ...worker, run: (job) => worker.run(job).catch((error) => void failures.push(error)) }),
    }
    await startWorking({ ...application, log, jobs: watched })
    await inTransaction(inModule('shop'), 'write', async ({ enqueue }) => enqueue({ name: 'fail' }))
    await waitFor(() => expect(failures).toHaveLength(1))
    expect(String(failures[0])).not.toContain('hunter2')
    expect(JSON.stringify(logged)).toContain('hunter2')
  })
})
