import type { RuntimeDatabase } from '../runtime.ts'
import type { BlobRow } from './tables.ts'

/** What of a blob decides whether it stays. */
export type BlobLine = Pick<BlobRow, 'sha256' | 'bytes' | 'created_at'>

/** Blobs that nobody has kept since a moment, oldest first; younger ones may belong to a row that is just being written. */
export async function settledBlobs(db: RuntimeDatabase, before: string): Promise<BlobLine[]> {
  const blobs = db.selectFrom('runtime_blobs').select(['sha256', 'bytes', 'created_at']).where('created_at', '<', before)
  return blobs.orderBy('created_at').orderBy('sha256').execute()
}

export async function bytesOfBlobs(db: RuntimeDatabase): Promise<number> {
  const { bytes } = await db
    .selectFrom('runtime_blobs')
    .select(({ fn }) => fn.sum<number | string | null>('bytes').as('bytes'))
    .executeTakeFirstOrThrow()
  return Number(bytes ?? 0)
}

/** Drops some blobs, unless somebody has kept one of them again since. */
export async function dropBlobs(db: RuntimeDatabase, hashes: readonly string[], before: string): Promise<void> {
  if (hashes.length === 0) return
  await db.deleteFrom('runtime_blobs').where('sha256', 'in', hashes).where('created_at', '<', before).execute()
}

/** Which runs are asked about: those that have not ended, or all whose journal is still there. */
export type Whose = 'active' | 'kept'

/** The hashes that rows of some runs name. Receipts that belong to no run count as kept, and as those of no active one. */
export async function namedBlobs(db: RuntimeDatabase, whose: Whose): Promise<Set<string>> {
  const texts = [...(await eventTexts(db, whose)), ...(await stepTexts(db, whose)), ...(await receiptTexts(db, whose))]
  return new Set(texts.flatMap((text) => text?.match(/[0-9a-f]{64}/g) ?? []))
}

type Texts = Promise<(string | null)[]>

async function eventTexts(db: RuntimeDatabase, whose: Whose): Texts {
  const large = db.selectFrom('runtime_events').select('payload').where('payload', 'like', '{"blob":%')
  const rows = await large.where('run_id', 'in', runsOf(db, whose)).execute()
  return rows.map(({ payload }) => payload)
}

async function stepTexts(db: RuntimeDatabase, whose: Whose): Texts {
  const writing = db.selectFrom('runtime_steps').select('args').where('args', 'like', '%Sha256%')
  const rows = await writing.where('run_id', 'in', runsOf(db, whose)).execute()
  return rows.map(({ args }) => args)
}

async function receiptTexts(db: RuntimeDatabase, whose: Whose): Texts {
  const rows = await db
    .selectFrom('runtime_receipts')
    .select(['output', 'effects'])
    .where(({ eb, or }) => {
      const ofRuns = eb('run_id', 'in', runsOf(db, whose))
      return whose === 'active' ? ofRuns : or([ofRuns, eb('run_id', 'is', null)])
    })
    .execute()
  return rows.flatMap(({ output, effects }) => [output, effects])
}

function runsOf(db: RuntimeDatabase, whose: Whose) {
  const runs = db.selectFrom('runtime_runs').select('id')
  return whose === 'active' ? runs.where('active_root', 'is not', null) : runs.where('events', '>', 0)
}
