import type { RuntimeDatabase } from '../runtime.ts'
import type { ReceiptRow, RunRow } from './tables.ts'

/** At one sweep, of each kind. */
const most = 200

/** Runs whose driver has not been heard of since a moment. */
export async function silentRuns(db: RuntimeDatabase, since: string): Promise<RunRow[]> {
  return untouched(db, ['running'], since)
}

/** Runs that have waited for somebody since before a moment. */
export async function forgottenRuns(db: RuntimeDatabase, since: string): Promise<RunRow[]> {
  return untouched(db, ['waiting_host', 'waiting_approval'], since)
}

async function untouched(db: RuntimeDatabase, statuses: RunRow['status'][], since: string): Promise<RunRow[]> {
  const runs = db.selectFrom('runtime_runs').selectAll().where('status', 'in', statuses).where('heartbeat_at', '<=', since)
  return runs.orderBy('heartbeat_at').orderBy('id').limit(most).execute()
}

/** Ended runs that still have a journal, are older than a moment and not among so many newest of their folder. */
export async function outdatedRuns(db: RuntimeDatabase, { newest, before }: { newest: number; before: string }): Promise<string[]> {
  const ranked = db
    .selectFrom('runtime_runs')
    .where('active_root', 'is', null)
    .select(({ fn }) => [
      ...(['id', 'events', 'ended_at'] as const),
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('root').orderBy('ended_at', 'desc').orderBy('id', 'desc'))
        .as('place'),
    ])
  const outdated = db.selectFrom(ranked.as('ranked')).select('id').where('place', '>', newest)
  const rows = await outdated.where('ended_at', '<', before).where('events', '>', 0).limit(most).execute()
  return rows.map(({ id }) => id)
}

/** Drops the journal and the trace of a run that has ended; its row and its receipts stay. */
export async function dropJournal(db: RuntimeDatabase, id: string): Promise<void> {
  const ended = { steps: 0, events: 0 }
  const { numUpdatedRows } = await db
    .updateTable('runtime_runs')
    .set(ended)
    .where('id', '=', id)
    .where('active_root', 'is', null)
    .executeTakeFirst()
  // Somebody goes on with it after all.
  if (numUpdatedRows === 0n) return
  for (const table of ['runtime_steps', 'runtime_events', 'runtime_approvals'] as const)
    await db.deleteFrom(table).where('run_id', '=', id).execute()
  await db.deleteFrom('runtime_keys').where('scope', '=', id).execute()
}

/** Folders that have more receipts than so many. */
export async function crowdedRoots(db: RuntimeDatabase, receipts: number): Promise<string[]> {
  const counted = db
    .selectFrom('runtime_receipts')
    .select('root')
    .groupBy('root')
    .having(({ fn }) => fn.countAll(), '>', receipts)
  return (await counted.execute()).map(({ root }) => root)
}

const writes: ReceiptRow['kind'][] = ['patch', 'undo']

interface Crowd {
  root: string
  /** How many of the newest stay. */
  newest: number
  /** Of the files as they are now; what passed on them, after the last writing, is fresh and stays. */
  digest: string | null
}

/** Drops the oldest receipts of a folder, and never a fresh one. */
export async function dropReceipts(db: RuntimeDatabase, { root, newest, digest }: Crowd): Promise<void> {
  const ofRoot = db.selectFrom('runtime_receipts').where('root', '=', root)
  const oldest = await ofRoot
    .select(['id', 'started_at', 'kind', 'outcome', 'digest_after'])
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .offset(newest)
    .limit(10_000)
    .execute()
  const written = await ofRoot.select('started_at').where('kind', 'in', writes).orderBy('started_at', 'desc').limit(1).executeTakeFirst()
  const isFresh = ({ kind, outcome, digest_after, started_at }: (typeof oldest)[number]) =>
    !writes.includes(kind) &&
    outcome === 'passed' &&
    digest !== null &&
    digest_after === digest &&
    started_at >= (written?.started_at ?? '')
  const dropped = oldest.filter((row) => !isFresh(row)).map(({ id }) => id)
  for (let from = 0; from < dropped.length; from += 500)
    await db
      .deleteFrom('runtime_receipts')
      .where('id', 'in', dropped.slice(from, from + 500))
      .execute()
}
