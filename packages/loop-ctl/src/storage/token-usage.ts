import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { type SomeRows, someOf } from './some-rows.ts'
import type { TokenUsageRow } from './tables.ts'

/** Whose reports are read: what was taken back is in none. */
export type UsageFilter = Partial<Pick<TokenUsageRow, 'story_id' | 'project_id' | 'agent_id'>>

export async function insertTokenUsage(db: CtlDatabase, row: TokenUsageRow): Promise<void> {
  await insertRows(db, 'ctl_token_usage', [row])
}

/** Reports, newest first. */
export async function selectTokenUsage(
  db: CtlDatabase,
  filter: UsageFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<TokenUsageRow>> {
  const select = db
    .selectFrom('ctl_token_usage')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where((where) => where.and(filter))
  return someOf(select.orderBy('inserted_at', 'desc').orderBy('id', 'desc'), page)
}

/** Reads a report that was not taken back, and holds off everybody else who corrects it, until the end of the transaction. */
export async function lockTokenUsage(db: CtlDatabase, id: string): Promise<TokenUsageRow | undefined> {
  return db
    .updateTable('ctl_token_usage')
    .set(({ ref }) => ({ updated_at: ref('updated_at') }))
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** Takes a report back, with its corrections, which say nothing without it; gives all of them. */
export async function takeBackTokenUsage(db: CtlDatabase, id: string, at: string): Promise<TokenUsageRow[]> {
  return db
    .updateTable('ctl_token_usage')
    .set({ deleted_at: at, updated_at: at })
    .where(({ or, eb }) => or([eb('id', '=', id), eb('corrects_report_id', '=', id)]))
    .where('deleted_at', 'is', null)
    .returningAll()
    .execute()
}
