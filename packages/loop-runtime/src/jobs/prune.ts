import type { JobDefinition } from 'loop-core'
import { filesNow } from '../evidence/files-now.ts'
import { runtimeFor } from '../place-of.ts'
import type { Runtime } from '../runtime.ts'
import { type BlobLine, bytesOfBlobs, dropBlobs, namedBlobs, settledBlobs } from '../storage/blob-retention.ts'
import { crowdedRoots, dropJournal, dropReceipts, outdatedRuns } from '../storage/retention.ts'

const hourMs = 3_600_000

/** How much is kept; active runs are never touched. */
export interface Bounds {
  /** The newest ended runs of a folder, and all that ended since. */
  runs: number
  runDays: number
  /** Of a folder; a fresh one stays in any case. */
  receipts: number
  /** Of blobs, unpacked. */
  bytes: number
}

const bounds: Bounds = { runs: 200, runDays: 30, receipts: 10_000, bytes: 512 * 1_024 * 1_024 }

/** Drops the journals of old runs, surplus receipts, and bytes that nothing names any more. */
export const prune: JobDefinition = {
  kind: 'effect',
  schedule: '43 3 * * *',
  timeoutSeconds: 3_600,
  run: (_, context) => pruneTo(runtimeFor(context, 'system'), bounds),
}

/** A little at a time, so that nobody waits for it. */
export async function pruneTo(runtime: Runtime, { runs, runDays, receipts, bytes }: Bounds): Promise<void> {
  await dropJournals(runtime, { newest: runs, before: ago(runtime, runDays * 24 * hourMs) })
  for (const root of await runtime.transaction('read', ({ db }) => crowdedRoots(db, receipts))) {
    // A folder may be gone, and then nothing in it is fresh.
    const digest = await filesNow(runtime, root).then(
      (now) => now.digest,
      () => null,
    )
    await runtime.transaction('write', ({ db }) => dropReceipts(db, { root, newest: receipts, digest }))
  }
  await dropSurplusBlobs(runtime, bytes)
}

async function dropJournals(runtime: Runtime, which: { newest: number; before: string }): Promise<void> {
  for (;;) {
    const ids = await runtime.transaction('read', ({ db }) => outdatedRuns(db, which))
    if (ids.length === 0) return
    for (const id of ids) await runtime.transaction('write', ({ db }) => dropJournal(db, id))
  }
}

/** What nothing names goes; above the bound so does the oldest of what no active run names. */
async function dropSurplusBlobs(runtime: Runtime, most: number): Promise<void> {
  const before = ago(runtime, 2 * hourMs)
  const { blobs, kept, active } = await runtime.transaction('read', async ({ db }) => ({
    blobs: await settledBlobs(db, before),
    kept: await namedBlobs(db, 'kept'),
    active: await namedBlobs(db, 'active'),
  }))
  await drop(runtime, { before, blobs: blobs.filter(({ sha256 }) => !kept.has(sha256)) })
  let surplus = (await runtime.transaction('read', ({ db }) => bytesOfBlobs(db))) - most
  const oldest: BlobLine[] = []
  for (const blob of blobs) {
    if (surplus <= 0) break
    if (!kept.has(blob.sha256) || active.has(blob.sha256)) continue
    oldest.push(blob)
    surplus -= blob.bytes
  }
  await drop(runtime, { before, blobs: oldest })
}

async function drop(runtime: Runtime, { blobs, before }: { blobs: readonly BlobLine[]; before: string }): Promise<void> {
  const hashes = blobs.map(({ sha256 }) => sha256)
  for (let from = 0; from < hashes.length; from += 500)
    await runtime.transaction('write', ({ db }) => dropBlobs(db, hashes.slice(from, from + 500), before))
}

function ago({ now }: Runtime, ms: number): string {
  return new Date(now().getTime() - ms).toISOString()
}
