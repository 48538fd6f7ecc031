import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTenant, setTenantStatus } from '../accounts/tenants.ts'
import type { Database } from '../storage/index.ts'
import { type TestDatabase, type TestDatabaseKind, testDatabases } from '../testing/database.ts'
import { deadJobs } from './fixtures/dead-jobs.ts'
import { kill, spawnWorker, until } from './fixtures/spawn-worker.ts'
import { kindOf, openWorkshop, type Workshop } from './fixtures/workshop.ts'
import type { JobInput } from './job.ts'
import type { Pace } from './pace.ts'
import type { JobKind, RunningJob } from './queue.ts'
import type { ScheduleTables } from './tables.ts'

describe.each(testDatabases())('the job queue on $name', (databases: TestDatabaseKind) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await databases.create()
  })
  afterAll(() => database.drop())

  /** Each test has kinds of job of its own, so all of them can share a database at the same time. `open` gives what one process has of the queue. */
  const it = test.extend<{ open(pace?: Partial<Pace>): Workshop }>({
    open: async ({ task: _ }, use) => {
      const opened: Workshop[] = []
      await use((pace = {}) => {
        const workshop = openWorkshop(database.url, { pace })
        opened.push(workshop)
        return workshop
      })
      for (const workshop of opened) await workshop.close()
    },
  })

  async function add({ storage, queue }: Workshop, kind: JobKind, job: Partial<JobInput> & { tenant?: string } = {}): Promise<void> {
    const { tenant = 'local', ...input } = job
    await storage.transaction(tenant, 'write', (db) => queue.add(db, tenant, kind, { name: kind.name, ...input }))
    queue.wake()
  }

  /** Starts to work and keeps what was done. */
  async function work({ storage, queue }: Workshop, kinds: JobKind[], run: (job: RunningJob) => Promise<void> = async () => {}) {
    const done: RunningJob[] = []
    await queue.start({ storage, kinds, run: (job) => run(job).then(() => void done.push(job)) })
    return done
  }

  const waitFor = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 })
  const counts = (jobs: RunningJob[]) => jobs.map(({ payload }) => payload.count)

  it.concurrent('does a job after its transaction was committed, and none whose transaction was rolled back', async ({ open }) => {
    const kind = kindOf('commit')
    const workshop = open()
    const { storage, queue } = workshop
    const done = await work(workshop, [kind])
    const failing = storage.transaction('local', 'write', async (db) => {
      await queue.add(db, 'local', kind, { name: kind.name, payload: { count: 1 } })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await add(workshop, kind, { payload: { count: 2, nested: { list: ['ä', null] } } })
    await waitFor(() => expect(done).toHaveLength(1))
    expect(done[0]).toEqual({
      id: expect.any(String),
      tenant: 'local',
      name: 'test.commit',
      payload: { count: 2, nested: { list: ['ä', null] } },
      attempt: 1,
      signal: expect.any(AbortSignal),
    })
  })

  it.concurrent('whoever waits for it to settle waits until what is due is done, and no longer than they want to', async ({ open }) => {
    const kind = kindOf('settle')
    const workshop = open({ pollMilliseconds: 60_000 })
    const { queue } = workshop
    await queue.settle(AbortSignal.timeout(0))
    expect(queue.hasAdded).toBe(false)
    await add(workshop, kind, { payload: { count: 1 } })
    await add(workshop, kind, { payload: { count: 2 }, at: new Date(Date.now() + 3_600_000) })
    expect(queue.hasAdded).toBe(true)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const done = await work(workshop, [kind], ({ payload }) => (payload.count === 1 ? sleep(200) : held))
    await queue.settle(AbortSignal.timeout(30_000))
    expect(counts(done)).toEqual([1])
    await add(workshop, kind, { payload: { count: 3 } })
    await queue.settle(AbortSignal.timeout(100))
    expect(counts(done)).toEqual([1])
    letGo()
  })

  it.concurrent('says how many jobs a tenant waits for, dead ones and those of others apart', async ({ open }) => {
    const [kind, other] = [{ ...kindOf('pending'), retries: 0 }, kindOf('pending-other')]
    const workshop = open()
    const { queue, storage } = workshop
    const pending = (tenant = 'local') => queue.pending({ storage, tenant, names: [kind.name] })
    expect(await pending()).toBe(0)
    for (const count of [1, 2]) await add(workshop, kind, { payload: { count }, at: new Date(Date.now() + 3_600_000) })
    await add(workshop, other, { at: new Date(Date.now() + 3_600_000) })
    expect([await pending(), await pending('acme')]).toEqual([2, 0])
    await add(workshop, kind, { payload: { count: 3 } })
    await work(workshop, [kind], async () => {
      throw new Error('never')
    })
    await waitFor(async () => expect(await pending()).toBe(2))
  })

  it.concurrent('is in trouble while looking for jobs fails', async ({ open }) => {
    const [sound, broken] = [open(), open()]
    await work(sound, [kindOf('sound')])
    await sound.queue.settle(AbortSignal.timeout(30_000))
    await broken.storage.close()
    expect(broken.queue.inTrouble).toBe(false)
    // A schedule makes every kind of queue ask the storage.
    await work(broken, [kindOf('broken', { schedule: '* * * * *' })])
    await waitFor(() => expect(broken.queue.inTrouble).toBe(true))
    expect(sound.queue.inTrouble).toBe(false)
  })

  it.concurrent('a job of a transaction that is still open is not there for others', async ({ open }) => {
    const kind = kindOf('isolation')
    const [workshop, { storage, queue }] = [open(), open()]
    const done = await work(workshop, [kind])
    await storage.transaction('local', 'write', async (db) => {
      await queue.add(db, 'local', kind, { name: kind.name })
      await sleep(100)
      expect(done).toEqual([])
    })
    await waitFor(() => expect(done).toHaveLength(1))
  })

  it.concurrent('one transaction adds jobs of several kinds that were never seen before', async ({ open }) => {
    const kinds = ['new-1', 'new-2', 'new-3'].map((name) => kindOf(name))
    const workshop = open()
    const { storage, queue } = workshop
    await storage.transaction('local', 'write', async (db) => {
      for (const kind of kinds) await queue.add(db, 'local', kind, { name: kind.name })
    })
    const done = await work(workshop, kinds)
    await waitFor(() => expect(done.map(({ name }) => name).sort()).toEqual(kinds.map(({ name }) => name)))
  })

  it.concurrent('while a job with the same name and key waits or runs, another is not added', async ({ open }) => {
    const [kind, other] = [kindOf('key'), kindOf('key-other')]
    const workshop = open()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await add(workshop, kind, { key: 'a', payload: { count: 1 } })
    await add(workshop, kind, { key: 'a', payload: { count: 2 } })
    await add(workshop, kind, { key: 'b', payload: { count: 3 } })
    await add(workshop, other, { key: 'a', payload: { count: 4 } })
    const begun: unknown[] = []
    const done = await work(workshop, [kind, other], async ({ payload }) => {
      begun.push(payload.count)
      await held
    })
    await waitFor(() => expect(begun).toHaveLength(3))
    await add(workshop, kind, { key: 'a', payload: { count: 5 } })
    letGo()
    await waitFor(() => expect(counts(done).sort()).toEqual([1, 3, 4]))
    await waitFor(async () => {
      await add(workshop, kind, { key: 'a', payload: { count: 6 } })
      expect(counts(done)).toContain(6)
    })
    expect(counts(done)).not.toContain(5)
  })

  it.concurrent('callers who add the same key at the same moment make one job', async ({ open }) => {
    const kind = kindOf('key-race')
    const workshops = [open(), open(), open()]
    await Promise.all([1, 2, 3, 4].flatMap((count) => workshops.map((workshop) => add(workshop, kind, { key: 'a', payload: { count } }))))
    await add(workshops[0]!, kind, { key: 'last', at: new Date(Date.now() + 50) })
    const done = await work(workshops[0]!, [kind])
    await waitFor(() => expect(counts(done)).toContain(undefined))
    expect(done).toHaveLength(2)
  })

  it.concurrent('the key of one tenant does not stand in the way of another', async ({ open }) => {
    const kind = kindOf('key-tenants')
    const workshop = open()
    await createTenant(workshop.storage, { id: 'key-neighbour', name: 'Neighbour' }, new Date())
    await add(workshop, kind, { key: 'a' })
    await add(workshop, kind, { key: 'a', tenant: 'key-neighbour' })
    const done = await work(workshop, [kind])
    await waitFor(() => expect(done.map(({ tenant }) => tenant).sort()).toEqual(['key-neighbour', 'local']))
  })

  it.concurrent('does nothing before its time', async ({ open }) => {
    const kind = kindOf('at')
    const workshop = open()
    const at = new Date(Date.now() + 300)
    let begunAt = 0
    const done = await work(workshop, [kind], async ({ payload }) => {
      if (payload.count === 2) begunAt = Date.now()
    })
    await add(workshop, kind, { at: new Date(Date.now() + 3_600_000), payload: { count: 1 } })
    await add(workshop, kind, { at, payload: { count: 2 } })
    await add(workshop, kind, { payload: { count: 3 } })
    await waitFor(() => expect(counts(done).sort()).toEqual([2, 3]))
    expect(begunAt).toBeGreaterThanOrEqual(at.getTime())
  })

  it.concurrent('a job that fails is tried again, and knows which try it is', async ({ open }) => {
    const kind = kindOf('retry')
    const workshop = open()
    const attempts: number[] = []
    const done = await work(workshop, [kind], async ({ attempt }) => {
      attempts.push(attempt)
      if (attempt === 1) throw new Error('not yet')
    })
    await add(workshop, kind)
    await waitFor(() => expect(done).toHaveLength(1))
    expect(attempts).toEqual([1, 2])
    expect(await deadJobs(workshop, kind)).toEqual([])
  })

  it.concurrent('after the last try it is dead, which frees its key', async ({ open }) => {
    const kind = kindOf('dead', { retries: 1 })
    const workshop = open()
    const attempts: number[] = []
    const done = await work(workshop, [kind], async ({ attempt, payload }) => {
      if (payload.count === 2) return
      attempts.push(attempt)
      throw new Error('never')
    })
    await add(workshop, kind, { key: 'a', payload: { count: 1 } })
    await waitFor(async () => expect(await deadJobs(workshop, kind)).toEqual([{ payload: { count: 1 }, error: 'never' }]))
    expect(attempts).toEqual([1, 2])
    await add(workshop, kind, { key: 'a', payload: { count: 2 } })
    await waitFor(() => expect(counts(done)).toEqual([2]))
  })

  it.concurrent('a try that takes too long is told to stop and counts as failed', async ({ open }) => {
    const kind = kindOf('overdue', { timeoutSeconds: 1 })
    const workshop = open()
    const signals: AbortSignal[] = []
    const done = await work(workshop, [kind], async ({ attempt, signal }) => {
      signals.push(signal)
      if (attempt === 1) await new Promise(() => {})
    })
    await add(workshop, kind)
    await waitFor(() => expect(done).toHaveLength(1))
    expect(done[0]!.attempt).toBe(2)
    await waitFor(() => expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]))
  })

  it.concurrent('a job whose worker was killed in the middle is done by another', async ({ open }) => {
    const kind = kindOf('killed', { timeoutSeconds: 1 })
    const workshop = open()
    await add(workshop, kind, { key: 'a', payload: { count: 1 } })
    const worker = spawnWorker(database.url, kind, 'hang')
    try {
      await until(worker, 'busy')
    } finally {
      await kill(worker)
    }
    const done = await work(workshop, [kind])
    await waitFor(() => expect(done).toHaveLength(1))
    expect(done[0]).toMatchObject({ attempt: 2, payload: { count: 1 } })
  })

  it.concurrent('a job that brings down each of its workers is dead in the end', async ({ open }) => {
    const kind = kindOf('killer', { timeoutSeconds: 1, retries: 0 })
    const workshop = open()
    await add(workshop, kind)
    const worker = spawnWorker(database.url, kind, 'hang')
    try {
      await until(worker, 'busy')
    } finally {
      await kill(worker)
    }
    const done = await work(workshop, [kind])
    await waitFor(async () => expect(await deadJobs(workshop, kind)).toHaveLength(1))
    expect(done).toEqual([])
  })

  it.concurrent('workers share the jobs without doing one twice', async ({ open }) => {
    const kind = kindOf('share')
    const workshops = [open(), open(), open()]
    const all = Array.from({ length: 60 }, (_, count) => count)
    for (const count of all) await add(workshops[0]!, kind, { payload: { count } })
    const begun = new Set<Workshop>()
    // No job ends before two workers have one.
    const runIn = (workshop: Workshop) => async () => {
      begun.add(workshop)
      while (begun.size < 2) await sleep(5)
    }
    const lists = await Promise.all(workshops.map((workshop) => work(workshop, [kind], runIn(workshop))))
    await waitFor(() => expect(lists.flat().length).toBeGreaterThanOrEqual(all.length))
    expect(counts(lists.flat()).sort((a, b) => Number(a) - Number(b))).toEqual(all)
  })

  it.concurrent('a call is enough to begin, and the end of one job to begin the next', async ({ open }) => {
    const kind = kindOf('wake')
    const workshop = open({ pollMilliseconds: 600_000 })
    const done = await work(workshop, [kind])
    for (let count = 0; count < 30; count++) await add(workshop, kind, { payload: { count } })
    await waitFor(() => expect(done).toHaveLength(30))
  })

  it.concurrent('a worker leaves alone what it does not know', async ({ open }) => {
    const [known, unknown] = [kindOf('known'), kindOf('unknown')]
    const [one, two] = [open(), open()]
    await add(one, unknown, { payload: { count: 1 } })
    await add(one, known, { payload: { count: 2 } })
    const done = await work(one, [known])
    await waitFor(() => expect(counts(done)).toEqual([2]))
    const others = await work(two, [unknown])
    await waitFor(() => expect(counts(others)).toEqual([1]))
    expect(counts(done)).toEqual([2])
  })

  it.concurrent('does the jobs of all tenants, each in its own', async ({ open }) => {
    const kind = kindOf('tenants')
    const workshop = open()
    const tenants = ['acme', 'globex', 'local']
    for (const id of tenants) if (id !== 'local') await createTenant(workshop.storage, { id, name: id }, new Date())
    for (const tenant of tenants) await add(workshop, kind, { tenant, payload: { count: tenant } })
    const done = await work(workshop, [kind])
    await waitFor(() => expect(done.map(({ tenant }) => tenant).sort()).toEqual(tenants))
    for (const { tenant, payload } of done) expect(payload.count).toBe(tenant)
  })

  it.concurrent('stopping lets a running job end', async ({ open }) => {
    const kind = kindOf('stop-ends')
    const workshop = open()
    let begun = false
    const done = await work(workshop, [kind], async () => {
      begun = true
      await sleep(50)
    })
    await add(workshop, kind)
    await waitFor(() => expect(begun).toBe(true))
    await workshop.close()
    expect(done).toHaveLength(1)
    expect(done[0]!.signal.aborted).toBe(false)
  })

  it.concurrent('stopping hands back what does not end, and the try does not count', async ({ open }) => {
    const kind = kindOf('stop-hands-back', { retries: 0 })
    const [one, two] = [open(), open()]
    let signal: AbortSignal | undefined
    await work(one, [kind], (job) => {
      signal = job.signal
      return new Promise(() => {})
    })
    await add(one, kind)
    await waitFor(() => expect(signal).toBeDefined())
    await one.close()
    expect(signal!.aborted).toBe(true)
    const done = await work(two, [kind])
    await waitFor(() => expect(done).toHaveLength(1))
    expect(done[0]!.attempt).toBe(1)
  })

  it.concurrent('a long job is told at once that the process ends, and may come to an end of its own', async ({ open }) => {
    const kind = kindOf('stop-long', { long: true })
    const [one, two] = [open({ graceSeconds: 20 }), open()]
    let begun = false
    const done = await work(one, [kind], async ({ signal }) => {
      begun = true
      await sleep(60_000, undefined, { signal }).catch(() => sleep(50))
    })
    await add(one, kind)
    await waitFor(() => expect(begun).toBe(true))
    await one.close()
    expect(done).toHaveLength(1)
    const others = await work(two, [kind])
    await add(two, kind, { payload: { count: 'later' } })
    await waitFor(() => expect(counts(others)).toEqual(['later']))
  })

  it.concurrent('no other job waits for long ones, however many there are', async ({ open }) => {
    const [long, short] = [kindOf('many-long', { long: true }), kindOf('beside-long')]
    const workshop = open()
    let begun = 0
    const done = await work(workshop, [long, short], async ({ name, signal }) => {
      if (name === short.name) return
      begun++
      await sleep(60_000, undefined, { signal }).catch(() => {})
    })
    for (let count = 0; count < 10; count++) await add(workshop, long)
    await waitFor(() => expect(begun).toBe(10))
    await add(workshop, short, { payload: { count: 'short' } })
    await waitFor(() => expect(counts(done)).toEqual(['short']))
  })

  it.concurrent('each due time of a schedule is done once in each active tenant or once for all, however many workers there are', async ({
    open,
  }) => {
    const kind = kindOf('schedule', { schedule: '* * * * * *' })
    const once = kindOf('for-all', { schedule: '* * * * * *', once: true })
    const workshops = [open(), open(), open()]
    for (const id of ['punctual', 'asleep']) await createTenant(workshops[0]!.storage, { id, name: id }, new Date())
    await setTenantStatus(workshops[0]!.storage, 'asleep', 'suspended')
    const lists = await Promise.all(workshops.map((workshop) => work(workshop, [kind, once])))
    const done = ({ name }: typeof kind) => lists.flat().filter((job) => job.name === name)
    const dueTimes = (tenant: string) => done(kind).flatMap((job) => (job.tenant === tenant ? [job.payload.due_at] : []))
    for (const tenant of ['local', 'punctual']) await waitFor(() => expect(dueTimes(tenant).length).toBeGreaterThanOrEqual(3))
    for (const tenant of ['local', 'punctual']) expect(dueTimes(tenant)).toHaveLength(new Set(dueTimes(tenant)).size)
    expect(dueTimes('asleep')).toEqual([])
    expect(new Set(done(once).map(({ tenant }) => tenant))).toEqual(new Set(['local']))
  })

  it.concurrent('a due time that passed while nobody worked is made up for, but none from before the schedule', async ({ open }) => {
    const kind = kindOf('made-up-for', { schedule: '0 0 1 1 *' })
    const newYear = `${new Date().getUTCFullYear()}-01-01T00:00:00.000Z`
    const [first, second] = [open(), open()]
    const inSchedules = (change: (db: Database<ScheduleTables>) => Promise<unknown>) => second.storage.transaction('local', 'write', change)
    const read = (db: Database<ScheduleTables>) => db.selectFrom('core_schedules').selectAll().where('name', '=', kind.name).execute()
    const done = await work(first, [kind])
    await waitFor(async () => expect(await inSchedules(read)).toEqual([{ name: kind.name, due_at: newYear }]))
    await first.close()
    expect(done).toEqual([])
    const lastYear = '2001-01-01T00:00:00.000Z'
    await inSchedules((db) => db.updateTable('core_schedules').set({ due_at: lastYear }).where('name', '=', kind.name).execute())
    const later = await work(second, [kind])
    await waitFor(() =>
      expect(later.map(({ tenant, payload }) => ({ tenant, payload }))).toEqual([{ tenant: 'local', payload: { due_at: newYear } }]),
    )
  })

  it.concurrent('a cron line that cannot be read is refused at the start', async ({ open }) => {
    const { storage, queue } = open()
    const kind = kindOf('nonsense', { schedule: 'whenever' })
    await expect(queue.start({ storage, kinds: [kind], run: async () => {} })).rejects.toThrow(/pattern/i)
  })

  it.concurrent('starting again does nothing', async ({ open }) => {
    const kind = kindOf('start-twice')
    const workshop = open()
    const done = await work(workshop, [kind])
    const others = await work(workshop, [kind])
    await add(workshop, kind)
    await waitFor(() => expect(done).toHaveLength(1))
    expect(others).toEqual([])
  })

  it.concurrent('starting after the end does nothing', async ({ open }) => {
    const kind = kindOf('start-late')
    const [one, two] = [open(), open()]
    await one.queue.stop()
    const done = await work(one, [kind])
    await add(two, kind)
    const others = await work(two, [kind])
    await waitFor(() => expect(others).toHaveLength(1))
    expect(done).toEqual([])
  })
})
