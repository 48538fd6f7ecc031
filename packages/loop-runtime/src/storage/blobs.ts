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

/** How long bytes count as just kept. */
const youngMs = 3_600_000

/** Keeps bytes; what is kept already stays, and is young again, so that it is not dropped before its new row is written. */
export async function insertBlobs(db: RuntimeDatabase, rows: readonly BlobRow[]): Promise<void> {
  if (rows.length === 0) return
  const { created_at } = rows[0]!
  const before = new Date(Date.parse(created_at) - youngMs).toISOString()
  await db
    .insertInto('runtime_blobs')
    .values(once(rows))
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ created_at }).where('runtime_blobs.created_at', '<', before))
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

/** In one order, so that two who keep the same bytes never wait for each other. */
function once(rows: readonly BlobRow[]): BlobRow[] {
  const byHash = new Map(rows.map((row) => [row.sha256, row]))
  return [...byHash.keys()].sort().map((hash) => byHash.get(hash)!)
}
