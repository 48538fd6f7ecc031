import type { RuntimeDatabase } from '../runtime.ts'

// Compared by substr, since in a pattern % and _ would mean more than what was typed.

/** The newest runs whose id begins so. */
export async function runsLike(db: RuntimeDatabase, beginning: string, limit: number): Promise<string[]> {
  const runs = db
    .selectFrom('runtime_runs')
    .select('id')
    .where(({ eb, fn, lit }) => eb(fn<string>('substr', ['id', lit(1), lit(beginning.length)]), '=', beginning))
  const rows = await runs.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** The newest receipts whose id begins so. */
export async function receiptsLike(db: RuntimeDatabase, beginning: string, limit: number): Promise<string[]> {
  const receipts = db
    .selectFrom('runtime_receipts')
    .select('id')
    .where(({ eb, fn, lit }) => eb(fn<string>('substr', ['id', lit(1), lit(beginning.length)]), '=', beginning))
  const rows = await receipts.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id }) => id)
}
