import { type SelectQueryBuilder, sql } from 'kysely'

/** Some rows of a list, and how many it has in all. */
export interface SomeRows<Row> {
  rows: Row[]
  total: number
}

/** Cuts a page out of an ordered selection. */
export async function someOf<Tables, Table extends keyof Tables, Row>(
  select: SelectQueryBuilder<Tables, Table, Row>,
  { limit, offset }: { limit: number; offset: number },
): Promise<SomeRows<Row>> {
  const counted = select.clearSelect().clearOrderBy().select(sql<number>`count(*)`.as('count')) as SelectQueryBuilder<
    Tables,
    Table,
    { count: number }
  >
  const { count } = await counted.executeTakeFirstOrThrow()
  return { rows: await select.limit(limit).offset(offset).execute(), total: Number(count) }
}
