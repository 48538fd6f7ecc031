import { sql } from 'kysely'
import { type TestDatabase, testDatabases, testLoop } from 'loop-core/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { agents } from '../fixtures/ctl.ts'
import { reachable, receiver } from '../fixtures/receiver.ts'
import { kill, startWorker } from '../fixtures/start-worker.ts'
import { loopCtl } from '../index.ts'

describe.each(testDatabases())('webhooks across processes on $name', ({ create, name: kind }) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await create([loopCtl])
  })
  afterEach(() => database.drop())

  /** A process of its own would be one more to start: this one stands for the one that is started anew. */
  async function prepare(url: string) {
    const loop = testLoop([loopCtl], { databaseUrl: database.url, environment: reachable })
    onTestFinished(() => loop.close())
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shapes their own schemas have checked
    const call = loop.call as (...words: Parameters<typeof loop.call>) => Promise<any>
    const { project } = await call('create_project', { name: 'P', slug: 'project' })
    const { epic } = await call('create_epic', { project_id: project.id, number: 1, title: 'E' })
    const { story } = await call('create_story', { epic_id: epic.id, number: '1.1', title: 'S' })
    const { webhook } = await call('create_webhook', { url, events: ['story.force_unclaimed'] })
    const log = async () => (await call('list_webhook_deliveries', { webhook_id: webhook.id })).data
    const forceUnclaim = () => call('force_unclaim_story', { story_id: story.id }, { as: agents.orchestrator })
    return { loop, story_id: story.id as string, log, forceUnclaim }
  }

  it('hear of what was done by a process that was killed right after it', async () => {
    const { url, bodies } = await receiver()
    const { loop, story_id, log } = await prepare(url)
    await kill(await startWorker(database.url, 'force-unclaim', story_id))
    expect(await log()).toEqual([])
    await loop.work()
    expect(await bodies(1)).toMatchObject([{ event: 'story.force_unclaimed', story_id, new_status: 'pending' }])
    await expect.poll(log, { timeout: 20_000 }).toMatchObject([{ status: 'delivered', attempts: 1 }])
  })

  // Only this queue keeps the time of a try in a table of ours, where a test can let it pass; that a killed try comes again on both is shown by core's contract.
  if (kind === 'sqlite')
    it('get a delivery once more with the same id whose process was killed before it heard the answer', async () => {
      const { url, received, bodies } = await receiver(() => (received.length === 1 ? undefined : 200))
      const { loop, log, forceUnclaim } = await prepare(url)
      await forceUnclaim()
      const worker = await startWorker(database.url, 'work')
      await bodies(1)
      await kill(worker)
      expect(await log()).toMatchObject([{ status: 'pending', attempts: 0 }])
      // As if the time that a try may take had passed.
      await loop.application.storage.transaction('local', 'write', (db) => sql`update core_jobs set ready_at = '2026-01-01'`.execute(db))
      await loop.work()
      await expect.poll(log, { timeout: 20_000 }).toMatchObject([{ status: 'delivered', attempts: 1 }])
      expect(new Set(received.map(({ headers }) => headers['x-webhook-id'])).size).toBe(1)
      expect(received).toHaveLength(2)
    })
})
