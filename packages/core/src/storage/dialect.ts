import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import type { TextIndex } from './schema.ts'
import type { Database } from './storage.ts'

type AnyTables = Record<string, Record<string, unknown>>

/** Where to look, and for which words; words that stand together in a list are all wanted. */
export interface TextSearch<Table extends string = string> extends Pick<TextIndex, 'key'> {
  table: Table
  words: readonly (string | readonly string[])[]
}

/** What databases do differently, named after the need. */
export interface Dialect {
  /** Whether `for update skip locked` is there, so that several callers can take rows at the same time. */
  skipLocked: boolean
  /** A text in small letters, of whatever alphabet, as far as the database knows them. */
  lowerCase(text: RawBuilder<string>): RawBuilder<string>
  searchText(db: Database<AnyTables>, search: TextSearch): SelectQueryBuilder<AnyTables, string, object>
  /** Makes the events of a tenant get their numbers in the order of their commits; call it before adding to the log. */
  serializeEvents(db: Database): Promise<void>
  /** Which of some tables there are. */
  findTables(db: Database, names: readonly string[]): Promise<string[]>
  /** The name and version of the program that keeps the data. */
  version(db: Database): Promise<string>
}

/** Finds what the database behind a transaction can do. */
export function dialectOf(db: Database): Dialect {
  // Each engine's adapter carries its dialect, so it is still there after `withPlugin` and its like.
  return (db.getExecutor().adapter as unknown as { dialect: Dialect }).dialect
}

/** Starts a query for the rows of a table with a text index that hold at least one of some words, or all of a list, the best first by the database's own rank. */
export function searchText<Tables, Table extends keyof Tables & string>(
  db: Database<Tables>,
  search: TextSearch<Table>,
): SelectQueryBuilder<Tables, Table, object> {
  return dialectOf(db).searchText(db as never, search) as never
}
