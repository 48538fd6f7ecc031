import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { RuntimeDatabase } from '../runtime.ts'
import { sha256 } from '../task/policy-hash.ts'
import type { BlobRow } from './tables.ts'

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

/** Makes the row under which bytes are kept; outside of a transaction, since packing takes its time. */
export async function blobOf(bytes: Uint8Array, now: Date): Promise<BlobRow> {
  const content = (await pack(bytes)).toString('base64')
  return { sha256: sha256(bytes), bytes: bytes.length, content, created_at: now.toISOString() }
}

/** Keeps bytes; what is kept already stays. */
export async function insertBlobs(db: RuntimeDatabase, rows: readonly BlobRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('runtime_blobs')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The bytes of a hash, checked against it; undefined if they are not kept. */
export async function readBlob(db: RuntimeDatabase, hash: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('runtime_blobs').select('content').where('sha256', '=', hash).executeTakeFirst()
  if (row === undefined) return undefined
  const bytes = await unpack(Buffer.from(row.content, 'base64'))
  if (sha256(bytes) !== hash) throw new Error('What is kept under a hash has another one.')
  return bytes
}
