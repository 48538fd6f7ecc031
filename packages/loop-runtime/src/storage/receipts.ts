import type { RuntimeDatabase } from '../runtime.ts'
import type { ReceiptRow } from './tables.ts'

export async function insertReceipt(db: RuntimeDatabase, row: ReceiptRow): Promise<void> {
  await db.insertInto('runtime_receipts').values(row).execute()
}

export async function findReceipt(db: RuntimeDatabase, id: string): Promise<ReceiptRow | undefined> {
  return db.selectFrom('runtime_receipts').selectAll().where('id', '=', id).executeTakeFirst()
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
