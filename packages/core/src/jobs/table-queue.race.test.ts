import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { Database } from '../storage/index.ts'
import { kill, spawnWorker, until } from './fixtures/spawn-worker.ts'
import { kindOf, type MarkTables, openWorkshop } from './fixtures/workshop.ts'
import type { JobTables } from './tables.ts'

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

it('many processes on one file lose no job and never share a try, although some are killed', async () => {
  const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)
  const random = randomOf(seed)
  const folder = await mkdtemp(join(tmpdir(), 'loop-jobs-'))
  const { url, storage, queue, close } = openWorkshop(`file:${join(folder, 'loop.db')}`)
  const kind = kindOf('storm', { timeoutSeconds: 1, retries: 9 })
  const jobs = 300
  const workers = [1, 2, 3].map(() => spawnWorker(url, kind, 'mark'))
  try {
    await Promise.all(workers.map((worker) => until(worker, 'ready')))
    await storage.transaction('local', 'write', async (db) => {
      for (let count = 0; count < jobs; count++) await queue.add(db, 'local', kind, { name: kind.name })
    })
    await Promise.all(workers.slice(0, 2).map((worker) => sleep(random() * 200).then(() => kill(worker))))
    const left = (db: Database<JobTables>) => db.selectFrom('core_jobs').select('id').execute()
    await vi.waitFor(async () => expect(await storage.transaction('local', 'read', left)).toEqual([]), { timeout: 50_000, interval: 50 })
    const marks = await storage.transaction('local', 'read', (db: Database<MarkTables>) => db.selectFrom('marks').selectAll().execute())
    // No two marks are of the same try, or their key would have refused the second.
    expect(new Set(marks.map(({ job }) => job)).size, `LOOP_TEST_SEED=${seed}`).toBe(jobs)
  } finally {
    await Promise.all(workers.map(kill))
    await close()
    await rm(folder, { recursive: true })
  }
})
