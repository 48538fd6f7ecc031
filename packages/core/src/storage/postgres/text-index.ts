import { type RawBuilder, sql } from 'kysely'
import type { Dialect, TextSearch } from '../dialect.ts'
import type { TextIndex } from '../schema.ts'
import type { Database } from '../storage.ts'

/** The column that holds the words of a row, out of sight of modules. */
export const textColumn = 'loop_text'

/**
 * The words of a row, kept beside it by the database itself.
 *
 * Without an index of their own: behind a row policy PostgreSQL asks `@@` of no row before the policy has let it pass, so none would ever be used.
 * What a search reads is bounded by the indexes on the other columns that it names.
 */
export async function addTextIndex(db: Database, { table, columns }: TextIndex): Promise<void> {
  const texts = columns.map((column) => sql`coalesce(${sql.id(column)}, '')`)
  const words = sql`to_tsvector('simple'::regconfig, ${sql.join(texts, sql` || ' ' || `)})`
  await sql`alter table ${sql.id(table)} add column ${sql.id(textColumn)} tsvector generated always as (${words}) stored`.execute(db)
}

/** Without regard to the length of a text, which would put long ones out of reach. */
export const searchText: Dialect['searchText'] = (db, { table, words }) => {
  const text = sql.ref(`${table}.${textColumn}`)
  const wanted = anyOf(words)
  const query = db.selectFrom(table).where(sql<boolean>`${text} @@ ${wanted}`)
  return query.orderBy(sql`ts_rank(${text}, ${wanted})`, 'desc')
}

/** Each word is taken as text, so that nothing in it has a meaning in the language of queries. */
function anyOf(words: TextSearch['words']): RawBuilder<unknown> {
  const query = (word: string) => sql`phraseto_tsquery('simple'::regconfig, ${word.replaceAll('\0', '')})`
  const each = words.map((some) => joined([some].flat().map(query), sql` && `))
  return joined(each, sql` || `)
}

function joined(queries: readonly RawBuilder<unknown>[], operator: RawBuilder<unknown>): RawBuilder<unknown> {
  return queries.length === 0 ? sql`''::tsquery` : sql`(${sql.join(queries, operator)})`
}
