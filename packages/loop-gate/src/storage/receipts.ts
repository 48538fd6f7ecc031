import type { GateDatabase } from '../gate.ts'
import type { Measured, Receipt } from '../receipt.ts'
import type { ClientName, VerdictReason } from '../words.ts'
import type { ReceiptRow, RunRow } from './tables.ts'

/** Adds a receipt; false if it is there, as one may be that another module gave. */
export async function insertReceipt(db: GateDatabase, row: ReceiptRow): Promise<boolean> {
  const added = await db
    .insertInto('gate_receipts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findReceipt(db: GateDatabase, id: string): Promise<ReceiptRow | undefined> {
  return db.selectFrom('gate_receipts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest receipts of each criterion of a folder, newest first; output tails are left out, since only people read them. */
export async function newestReceipts(db: GateDatabase, workspaceId: string, criteria: readonly string[]): Promise<ReceiptRow[]> {
  const rows: ReceiptRow[] = []
  for (const criterion of criteria) {
    const some = await db
      .selectFrom('gate_receipts')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('criterion_id', '=', criterion)
      .orderBy('finished_at', 'desc')
      .orderBy('id', 'desc')
      .limit(20)
      .execute()
    rows.push(...some)
  }
  return rows
}

/** The ids of the newest receipts, for completion. */
export async function receiptIds(db: GateDatabase, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('gate_receipts').select('id').orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** The receipt that a run left; what a check wrote itself is not the content with which it began. */
export async function receiptOfRun(db: GateDatabase, run: RunRow, { writes }: { writes: boolean }): Promise<ReceiptRow | undefined> {
  return db
    .selectFrom('gate_receipts')
    .selectAll()
    .where('workspace_id', '=', run.workspace_id)
    .where('criterion_id', '=', run.criterion_id)
    .where('started_at', '>=', run.started_at)
    .$if(!writes, (select) => select.where('scope_digest', '=', run.scope_digest))
    .orderBy('finished_at')
    .executeTakeFirst()
}

/** A row as the noun that it keeps. */
export function receiptOf({ workspace_id: _, command, counts, output_tail, changed_paths, session, ...row }: ReceiptRow): Receipt {
  return {
    ...row,
    command: JSON.parse(command) as string[],
    counts: counts === null ? null : JSON.parse(counts),
    output_tail: output_tail ?? '',
    changed_paths: JSON.parse(changed_paths ?? '[]'),
    session_id: session,
    client: row.client as ClientName | null,
    verdict: row.verdict as Measured,
    reason: row.reason as VerdictReason | null,
  }
}
