import type { GateDatabase } from '../gate.ts'

/** Deletes what is older than each time says; of old receipts the output goes first. */
export async function dropOld(
  db: GateDatabase,
  before: { sessions: string; tails: string; others: string; leases: string },
): Promise<void> {
  await db.deleteFrom('gate_sessions').where('last_event_at', '<', before.sessions).execute()
  await db
    .updateTable('gate_receipts')
    .set({ output_tail: null })
    .where('finished_at', '<', before.tails)
    .where('output_tail', 'is not', null)
    .execute()
  await db.deleteFrom('gate_decisions').where('at', '<', before.others).execute()
  await db.deleteFrom('gate_gaps').where('resolved_at', '<', before.others).execute()
  await db.deleteFrom('gate_waivers').where('at', '<', before.others).execute()
  await db.deleteFrom('gate_runs').where('until', '<', before.leases).execute()
}

/** Keeps so many decisions of each folder, and of those that are about none. */
export async function dropSurplusDecisions(db: GateDatabase, most: number): Promise<void> {
  const ranked = db.selectFrom('gate_decisions').select(({ fn }) => [
    'id',
    fn
      .agg<number>('row_number')
      .over((over) => over.partitionBy('workspace_id').orderBy('at', 'desc').orderBy('id', 'desc'))
      .as('place'),
  ])
  const surplus = db.selectFrom(ranked.as('ranked')).select('id').where('place', '>', most)
  await db.deleteFrom('gate_decisions').where('id', 'in', surplus).execute()
}

/** Keeps so many receipts of each criterion, and those that a kept decision rests on. */
export async function dropSurplusReceipts(db: GateDatabase, most: number): Promise<void> {
  const ranked = db.selectFrom('gate_receipts').select(({ fn }) => [
    'id',
    fn
      .agg<number>('row_number')
      .over((over) => over.partitionBy(['workspace_id', 'criterion_id']).orderBy('finished_at', 'desc').orderBy('id', 'desc'))
      .as('place'),
  ])
  const surplus = await db.selectFrom(ranked.as('ranked')).select('id').where('place', '>', most).execute()
  const named = surplus.length === 0 ? new Set() : await namedReceipts(db)
  for (const { id } of surplus) if (!named.has(id)) await db.deleteFrom('gate_receipts').where('id', '=', id).execute()
}

async function namedReceipts(db: GateDatabase): Promise<Set<string>> {
  const rows = await db.selectFrom('gate_decisions').select('criteria').where('criteria', 'like', '%"rc_%').execute()
  const states = rows.flatMap(({ criteria }) => JSON.parse(criteria!) as { receipt_id: string | null }[])
  return new Set(states.flatMap(({ receipt_id }) => receipt_id ?? []))
}
