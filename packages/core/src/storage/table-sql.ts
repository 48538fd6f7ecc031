import { type RawBuilder, sql } from 'kysely'
import type { Column, ColumnType, Table } from './schema.ts'

type Fragment = RawBuilder<unknown>

/** How one database spells what migrations ask for. */
export interface Spelling {
  types: Readonly<Record<ColumnType, string>>
  /** Columns that every table has in front of its own, and every key in front of its own. */
  leading: Readonly<Record<string, string>>
  /** Whether the type of a `sequence` makes it the primary key already. */
  sequenceIsKey: boolean
  /** What follows the closing bracket of a table. */
  ending: string
}

/** The statement that makes a table. */
export function createTableSql(name: string, table: Table, spelling: Spelling): Fragment {
  const parts = [...columnsOf(table, spelling), ...keysOf(name, table, spelling), ...referencesOf(table, spelling), ...checksOf(table)]
  return sql`create table ${sql.id(name)} (${sql.join(parts)})${sql.raw(spelling.ending)}`
}

/** A column as it stands in `create table` and `add column`. */
export function columnSql(name: string, definition: ColumnType | Column, { types }: Spelling): Fragment {
  const { type, nullable = false, default: value }: Column = typeof definition === 'string' ? { type: definition } : definition
  const missing = value === undefined ? sql`` : sql` default ${sql.lit(value)}`
  return sql`${sql.id(name)} ${sql.raw(types[type])}${nullable ? sql`` : sql` not null`}${missing}`
}

/** The columns of a key or an index, led by those that lead every key. */
export function keySql(columns: readonly string[], { leading }: Spelling): Fragment {
  return sql`(${sql.join([...Object.keys(leading), ...columns].map((column) => sql.id(column)))})`
}

function columnsOf({ columns }: Table, spelling: Spelling): Fragment[] {
  const leading = Object.entries(spelling.leading).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`)
  return [...leading, ...Object.entries(columns).map(([name, definition]) => columnSql(name, definition, spelling))]
}

function keysOf(name: string, { columns, primaryKey, unique = [] }: Table, spelling: Spelling): Fragment[] {
  const sequence = Object.keys(columns).find((column) => columns[column] === 'sequence')
  // SQLite counts only in a primary key of one column, so no table may ask for more.
  if (sequence !== undefined && String(primaryKey) !== sequence) throw new Error(`${name}: a sequence must be the whole primary key.`)
  const primary = sequence !== undefined && spelling.sequenceIsKey ? [] : [sql`primary key ${keySql(primaryKey, spelling)}`]
  return [...primary, ...unique.map((key) => sql`unique ${keySql(key, spelling)}`)]
}

function referencesOf({ references = {} }: Table, spelling: Spelling): Fragment[] {
  return Object.entries(references).map(
    ([column, parent]) =>
      sql`foreign key ${keySql([column], spelling)} references ${sql.id(parent)} ${keySql(['id'], spelling)} on delete cascade`,
  )
}

function checksOf({ checks = [] }: Table): Fragment[] {
  return checks.map((condition) => sql`check (${sql.raw(condition)})`)
}
