import type { RuntimeDatabase } from '../runtime.ts'
import { blobOf, readBlob } from '../storage/blobs.ts'
import { eventsOf } from '../storage/runs.ts'
import type { BlobRow, EventRow } from '../storage/tables.ts'

/** In bytes; what is larger is kept beside the trace. */
const largestPayload = 65_536

/** So that a page of the largest payloads still fits into memory with ease. */
const pageSize = 100

/** What stands in the trace for a payload in JSON, with the bytes to keep beside it if it is large. */
export async function payloadToKeep(text: string, now: Date): Promise<{ payload: string; blob?: BlobRow }> {
  const bytes = Buffer.from(text)
  if (bytes.length <= largestPayload) return { payload: text }
  const blob = await blobOf(bytes, now)
  return { payload: JSON.stringify({ blob: blob.sha256, bytes: blob.bytes }), blob }
}

const elsewhere = /^\{"blob":"([0-9a-f]{64})","bytes":\d+\}$/

/** Wherever a trace can be read. */
export interface Readable {
  transaction<Result>(access: 'read', work: (transaction: { db: RuntimeDatabase }) => Promise<Result>): Promise<Result>
}

/** The trace of a run in order behind a number, a page at a time and each in a transaction of its own, with large payloads in their place. */
export async function* tracePages(reading: Readable, runId: string, after = 0): AsyncGenerator<EventRow[]> {
  while (true) {
    const page = await reading.transaction('read', async ({ db }) => {
      const rows = await eventsOf(db, runId, { after, limit: pageSize })
      return Promise.all(rows.map((row) => whole(db, row)))
    })
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    after = page.at(-1)!.seq
  }
}

/** Bytes that are no longer kept leave their hash behind. */
async function whole(db: RuntimeDatabase, row: EventRow): Promise<EventRow> {
  const [, hash] = elsewhere.exec(row.payload) ?? []
  const bytes = hash === undefined ? undefined : await readBlob(db, hash)
  return bytes === undefined ? row : { ...row, payload: bytes.toString('utf8') }
}
