import type { SelectQueryBuilder } from 'kysely'
import type { CtlTables } from './tables.ts'

/** Some rows of a list, and how many it has in all. */
export interface SomeRows<Row> {
  rows: Row[]
  total: number
}

/** Cuts a page out of an ordered selection. */
export async function someOf<Table extends keyof CtlTables, Row>(
  select: SelectQueryBuilder<CtlTables, Table, Row>,
  { limit, offset }: { limit: number; offset: number },
): Promise<SomeRows<Row>> {
  const { count } = await select
    .clearSelect()
    .clearOrderBy()
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { rows: await select.limit(limit).offset(offset).execute(), total: Number(count) }
}
