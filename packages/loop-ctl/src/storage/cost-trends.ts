import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import { agentCount, allTokens, cost, type ReportFilter, reportCount, reportsOf } from './reports.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export interface Trend {
  /** The day, or the Monday of the week, such as 2026-01-05. */
  period: string
  total_cost_millicents: number
  total_tokens: number
  report_count: number
  agents: number
}

const partOf = (from: number, length: number) => sql`cast(substr(report.inserted_at, ${sql.lit(from)}, ${sql.lit(length)}) as integer)`
const [year, month, date] = [partOf(1, 4), partOf(6, 2), partOf(9, 2)]
// Counted from March, the leap day is the last one of a year.
const march = sql`(14 - ${month}) / 12`

/** How many weeks have passed since the first Monday of the Julian count of days: no function for weeks is there in every database. */
const week = sql<number>`(
  ${date} + (153 * (${month} + 12 * (${march}) - 3) + 2) / 5 + 365 * (${year} + 4800 - ${march})
  + (${year} + 4800 - ${march}) / 4 - (${year} + 4800 - ${march}) / 100 + (${year} + 4800 - ${march}) / 400 - 32045) / 7`

/** The Julian day of 1970-01-01. */
const epoch = 2_440_588

function mondayOf(weeks: number): string {
  return new Date((weeks * 7 - epoch) * 24 * 3_600_000).toISOString().slice(0, 10)
}

const day = sql<string>`substr(report.inserted_at, 1, 10)`

/** What was used in each day or week that has reports, oldest first. */
export async function costsByTime(
  db: CtlDatabase,
  { granularity, ...filter }: ReportFilter & { granularity: 'daily' | 'weekly' },
  page: { limit: number; offset: number },
): Promise<SomeRows<Trend>> {
  const period = granularity === 'daily' ? day : week
  const periods = reportsOf(db, filter)
    .select([sql<string | number>`${period}`.as('period'), cost, allTokens, reportCount, agentCount])
    .groupBy(period)
  const { rows, total } = await someOf(db.selectFrom(periods.as('period')).selectAll().orderBy('period'), page)
  return { rows: rows.map((row) => ({ ...row, period: typeof row.period === 'string' ? row.period : mondayOf(row.period) })), total }
}
