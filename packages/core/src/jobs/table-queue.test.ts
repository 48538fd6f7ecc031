import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../storage/index.ts'
import { deadJobs } from './fixtures/dead-jobs.ts'
import { spawnWorker } from './fixtures/spawn-worker.ts'
import { kindOf, openWorkshop, type Workshop } from './fixtures/workshop.ts'
import type { JobTables } from './tables.ts'

let folder: string
let workshop: Workshop

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loop-jobs-'))
  workshop = openWorkshop(`file:${join(folder, 'loop.db')}`)
})
afterEach(async () => {
  await workshop.close()
  await rm(folder, { recursive: true })
})

it('opens nothing because it was made or told to work', async () => {
  await workshop.queue.start({ storage: workshop.storage, kinds: [kindOf('lazy')], run: async () => {} })
  workshop.queue.wake()
  expect(existsSync(join(folder, 'loop.db'))).toBe(false)
})

it('an idle worker keeps no process alive', async () => {
  const worker = spawnWorker(workshop.url, kindOf('idle'), 'idle')
  expect(await once(worker, 'exit')).toEqual([0, null])
})

it('nothing is left of a job that is done', async () => {
  const { storage, queue } = workshop
  const kind = kindOf('gone')
  const countRows = (db: Database<JobTables>) => db.selectFrom('core_jobs').selectAll().execute()
  await storage.transaction('local', 'write', (db) => queue.add(db, 'local', kind, { name: kind.name }))
  expect(await storage.transaction('local', 'read', countRows)).toHaveLength(1)
  await queue.start({ storage, kinds: [kind], run: async () => {} })
  await vi.waitFor(async () => expect(await storage.transaction('local', 'read', countRows)).toEqual([]), { timeout: 30_000 })
})

it('the dead are cleared away after half a year', async () => {
  const { storage, queue } = workshop
  const kind = kindOf('grave', { retries: 0 })
  const add = (payload: Record<string, unknown>) =>
    storage.transaction('local', 'write', (db) => queue.add(db, 'local', kind, { name: kind.name, payload }))
  const dead = async () => (await deadJobs(workshop, kind)).map(({ payload }) => payload)
  await add({ count: 1 })
  const failing = async () => Promise.reject(new Error('no'))
  await queue.start({ storage, kinds: [kind], run: failing })
  await vi.waitFor(async () => expect(await dead()).toEqual([{ count: 1 }]), { timeout: 30_000 })
  const longAgo = new Date(Date.now() - 181 * 86_400_000).toISOString()
  await storage.transaction('local', 'write', (db: Database<JobTables>) => db.updateTable('core_jobs').set({ dead_at: longAgo }).execute())
  await add({ count: 2 })
  await vi.waitFor(async () => expect(await dead()).toEqual([{ count: 2 }]), { timeout: 30_000 })
})
