import { type RawBuilder, sql } from 'kysely'
import type { Dialect, TextSearch } from '../dialect.ts'
import type { TextIndex } from '../schema.ts'
import type { Database } from '../storage.ts'

type Fragment = RawBuilder<unknown>

// Marks belong to a word as letters do, or those of Hindi and Thai would fall apart. What a word is the caller has said, so nothing is folded.
const tokenizer = `unicode61 remove_diacritics 0 categories 'L* M* N* Co'`

/** An index beside the table, which reads the words from there and is kept up to date by triggers. */
export async function addTextIndex(db: Database, { table, key, columns }: TextIndex): Promise<void> {
  const index = indexOf(table)
  const options = sql`content=${sql.lit(table)}, content_rowid=${sql.lit(key)}, tokenize=${sql.lit(tokenizer)}`
  await sql`create virtual table ${index} using fts5(${ids(columns)}, ${options})`.execute(db)
  // Otherwise the words of a deleted row stay in the file until its part of the index is written anew.
  await sql`insert into ${index} (${index}, rank) values ('secure-delete', 1)`.execute(db)
  await sql`insert into ${index} (${index}) values ('rebuild')`.execute(db)
  await keepUpToDate(db, { table, key, columns })
}

async function keepUpToDate(db: Database, { table, key, columns }: TextIndex): Promise<void> {
  const index = indexOf(table)
  const watched = [key, ...columns]
  const take = sql`insert into ${index} (${index}, rowid, ${ids(columns)}) values ('delete', ${ids(watched, 'old.')});`
  const put = sql`insert into ${index} (rowid, ${ids(columns)}) values (${ids(watched, 'new.')});`
  const changes = { insert: put, delete: take, update: sql`${take} ${put}` }
  for (const [change, statements] of Object.entries(changes)) {
    const when = change === 'update' ? sql`update of ${ids(watched)}` : sql.raw(change)
    const trigger = sql.id(`${table}_text_${change}`)
    await sql`create trigger ${trigger} after ${when} on ${sql.id(table)} begin ${statements} end`.execute(db)
  }
}

/** The index comes first and hands out its rows by rank one by one, so that a limit spares looking up the others. */
export const searchText: Dialect['searchText'] = (db, { table, key, words }) => {
  const index = indexOf(table)
  const found = sql`(select rowid as loop_row, rank as loop_rank from ${index} where ${index} match ${anyOf(words)})`
  const query = db.selectFrom(found.as('loop_found')).crossJoin(table)
  return query.where(sql<boolean>`${sql.ref(`${table}.${key}`)} = loop_found.loop_row`).orderBy(sql`loop_found.loop_rank`) as never
}

/** Between quotes nothing has a meaning in the language of queries; a NUL would end it. */
function anyOf(words: TextSearch['words']): string {
  const quoted = (word: string) => `"${word.replaceAll('"', '""').replaceAll('\0', '')}"`
  const each = words.map((some) => `(${[some].flat().map(quoted).join(' AND ') || '""'})`)
  return each.join(' OR ') || '""'
}

function indexOf(table: string): Fragment {
  return sql.id(`${table}_text`)
}

function ids(columns: readonly string[], prefix: '' | 'old.' | 'new.' = ''): Fragment {
  return sql.join(columns.map((column) => sql`${sql.raw(prefix)}${sql.id(column)}`))
}
