import type { CtlDatabase } from './ctl.ts'
import { spendingByPhase } from './storage/spending.ts'
import { selectTokenUsage, type UsageFilter } from './storage/token-usage.ts'
import { tokenUsageOf, usageTotalsOf } from './views/token-usage.ts'

/** Reports, newest first, with what all of them add up to. */
export async function listTokenUsageOf(db: CtlDatabase, filter: UsageFilter, page: { limit: number; offset: number }) {
  const { rows, total } = await selectTokenUsage(db, filter, page)
  return { data: rows.map(tokenUsageOf), total, totals: usageTotalsOf(await spendingByPhase(db, filter)) }
}
