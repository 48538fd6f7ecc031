import type { RuntimeDatabase } from '../runtime.ts'
import type { ReceiptRow } from './tables.ts'

export async function insertReceipt(db: RuntimeDatabase, row: ReceiptRow): Promise<void> {
  await db.insertInto('runtime_receipts').values(row).execute()
}

export async function findReceipt(db: RuntimeDatabase, id: string): Promise<ReceiptRow | undefined> {
  return db.selectFrom('runtime_receipts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What a step of a run left; undefined where it did not get so far. */
export async function receiptOfStep(db: RuntimeDatabase, { id, step }: { id: string; step: number }): Promise<ReceiptRow | undefined> {
  return db.selectFrom('runtime_receipts').selectAll().where('run_id', '=', id).where('step', '=', step).executeTakeFirst()
}

/** The receipts of a root since a moment, oldest first. */
export async function receiptsSince(db: RuntimeDatabase, root: string, since: string): Promise<ReceiptRow[]> {
  return db
    .selectFrom('runtime_receipts')
    .selectAll()
    .where('root', '=', root)
    .where('started_at', '>=', since)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}

/** The newest receipts of a root, oldest first. */
export async function newestReceipts(db: RuntimeDatabase, root: string, limit: number): Promise<ReceiptRow[]> {
  const rows = await db
    .selectFrom('runtime_receipts')
    .selectAll()
    .where('root', '=', root)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** The newest patch of a run that nobody took back yet. */
export async function patchToUndo(db: RuntimeDatabase, runId: string): Promise<ReceiptRow | undefined> {
  return db
    .selectFrom('runtime_receipts as patch')
    .selectAll()
    .where('run_id', '=', runId)
    .where('kind', '=', 'patch')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('runtime_receipts as undo').select('undo.id').where('undo.kind', '=', 'undo').whereRef('undo.name', '=', 'patch.id'),
        ),
      ),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/** Of each command that ran in a root, its newest run; one that somebody cancelled showed nothing. */
export async function newestOfCommands(db: RuntimeDatabase, root: string): Promise<ReceiptRow[]> {
  const rows = await db
    .selectFrom('runtime_receipts')
    .selectAll()
    .where('root', '=', root)
    .where('kind', 'in', ['tests', 'typecheck', 'check'])
    .where('outcome', '<>', 'cancelled')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  const seen = new Set<string>()
  return rows.filter(({ kind, command }) => !seen.has(`${kind} ${command}`) && seen.add(`${kind} ${command}`))
}

/** Of which run, by which step, and when it went on behind that. */
export interface WantedPatches {
  run: string
  step: number
  until?: string | undefined
}

/** The patches that a run had made when a step was over, in order, without those that were taken back by then. */
export async function patchesUpTo(db: RuntimeDatabase, { run, step, until }: WantedPatches): Promise<ReceiptRow[]> {
  return db
    .selectFrom('runtime_receipts as patch')
    .selectAll()
    .where('run_id', '=', run)
    .where('kind', '=', 'patch')
    .where('step', '<=', step)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('runtime_receipts as undo')
            .select('undo.id')
            .where('undo.kind', '=', 'undo')
            .whereRef('undo.name', '=', 'patch.id')
            .$if(until !== undefined, (query) => query.where('undo.started_at', '<', until!)),
        ),
      ),
    )
    .orderBy('step')
    .execute()
}
