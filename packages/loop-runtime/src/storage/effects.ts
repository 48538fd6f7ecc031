import type { FileEffect } from '../patch/prepared.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { blobOf, readBlob } from './blobs.ts'
import type { BlobRow } from './tables.ts'

type Stored = Pick<FileEffect, 'path' | 'beforeSha256' | 'afterSha256' | 'mode'>

/** What a patch does as it is kept in a row, and the bytes that belong to it; outside of a transaction. */
export async function storedEffects(effects: readonly FileEffect[], now: Date): Promise<{ text: string; blobs: BlobRow[] }> {
  const contents = effects.flatMap(({ before, after }) => [before, after]).filter((bytes) => bytes !== null)
  const blobs = await Promise.all(contents.map((bytes) => blobOf(bytes, now)))
  const stored: Stored[] = effects.map(({ path, beforeSha256, afterSha256, mode }) => ({ path, beforeSha256, afterSha256, mode }))
  return { text: JSON.stringify(stored), blobs }
}

/** The same with its bytes again; undefined if some are no longer kept. */
export async function readEffects(db: RuntimeDatabase, text: string): Promise<FileEffect[] | undefined> {
  const effects: FileEffect[] = []
  for (const stored of JSON.parse(text) as Stored[]) {
    const [before, after] = [await bytesOf(db, stored.beforeSha256), await bytesOf(db, stored.afterSha256)]
    if (before === undefined || after === undefined) return undefined
    effects.push({ ...stored, before, after })
  }
  return effects
}

async function bytesOf(db: RuntimeDatabase, hash: string | null): Promise<Buffer | null | undefined> {
  return hash === null ? null : readBlob(db, hash)
}
