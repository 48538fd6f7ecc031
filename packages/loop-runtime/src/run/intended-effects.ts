import type { FileEffect } from '../patch/prepared.ts'
import type { RuntimeDatabase, RuntimeTransaction } from '../runtime.ts'
import { blobOf, insertBlobs, readBlob } from '../storage/blobs.ts'

/** What a patch was about to do to a file, with hashes in place of bytes. */
export interface IntendedEffect {
  path: string
  before: string | null
  after: string | null
  mode: number | null
}

export function effectsIn(effects: readonly FileEffect[]): IntendedEffect[] {
  return effects.map(({ path, beforeSha256, afterSha256, mode }) => ({ path, before: beforeSha256, after: afterSha256, mode }))
}

/** Makes what keeps the bytes before and after, in the transaction that writes the intent. */
export async function keepEffects(effects: readonly FileEffect[], now: Date): Promise<(transaction: RuntimeTransaction) => Promise<void>> {
  const all = effects.flatMap(({ before, after }) => [before, after]).filter((bytes) => bytes !== null)
  const rows = await Promise.all(all.map((bytes) => blobOf(bytes, now)))
  return ({ db }) => insertBlobs(db, rows)
}

/** The effects as they were intended, bytes included. */
export async function readEffects(db: RuntimeDatabase, intended: readonly IntendedEffect[]): Promise<FileEffect[]> {
  return Promise.all(
    intended.map(async ({ path, before, after, mode }) => ({
      path,
      mode,
      before: await bytesOf(db, before),
      after: await bytesOf(db, after),
      beforeSha256: before,
      afterSha256: after,
    })),
  )
}

async function bytesOf(db: RuntimeDatabase, hash: string | null): Promise<Buffer | null> {
  if (hash === null) return null
  const bytes = await readBlob(db, hash)
  if (bytes === undefined) throw new Error('What a patch was about to write is not kept any more.')
  return bytes
}
