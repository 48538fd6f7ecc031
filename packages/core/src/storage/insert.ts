import type { CompiledQuery, Insertable, RootOperationNode } from 'kysely'
import { type Dialect, dialectOf } from './dialect.ts'
import type { Database } from './storage.ts'

interface Statement {
  node: RootOperationNode
  compiled: CompiledQuery
}

type Row = Readonly<Record<string, unknown>>

/** Adds rows to a table that nearly every call adds to: the statement for a single one is built and compiled only once. */
export async function insertRows<Tables, Name extends keyof Tables & string>(
  db: Database<Tables>,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  const row = withoutUndefined(rows[0] as Row)
  const statement = rows.length === 1 ? statementFor(db, table, Object.keys(row)) : undefined
  if (statement && isLeftAlone(db, statement)) await db.executeQuery({ ...statement.compiled, parameters: Object.values(row) })
  else await db.insertInto(table).values(rows).execute()
}

/** Columns without a value are not named, so that they get their default. */
function withoutUndefined(row: Row): Row {
  return Object.values(row).includes(undefined) ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) : row
}

const statements = new WeakMap<Dialect, Map<string, Statement>>()

function statementFor(db: Database, table: string, columns: readonly string[]): Statement {
  const dialect = dialectOf(db)
  const known = statements.get(dialect) ?? new Map<string, Statement>()
  const key = [table, ...columns].join()
  const statement = known.get(key) ?? build(db, table, columns)
  statements.set(dialect, known.set(key, statement))
  return statement
}

/** With nulls in place of values, which would be kept for as long as the program runs. */
function build(db: Database, table: string, columns: readonly string[]): Statement {
  const empty = Object.fromEntries(columns.map((column) => [column, null]))
  const query = db.withoutPlugins().insertInto(table).values(empty)
  return { node: query.toOperationNode(), compiled: query.compile() }
}

/** A plugin may refuse the statement, or change it, and then it has to be compiled as changed. */
function isLeftAlone(db: Database, { node, compiled }: Statement): boolean {
  return db.getExecutor().transformQuery(node, compiled.queryId) === node
}
