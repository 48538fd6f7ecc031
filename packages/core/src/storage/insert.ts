import type { CompiledQuery, Insertable, RootOperationNode } from 'kysely'
import { type Dialect, dialectOf } from './dialect.ts'
import type { Database } from './storage.ts'

interface Statement {
  node: RootOperationNode
  compiled: CompiledQuery
}

type Row = Readonly<Record<string, unknown>>

/** Adds rows to a table, however many they are; the statement for a single one is built and compiled only once. */
export async function insertRows<Tables, Name extends keyof Tables & string>(
  db: Database<Tables>,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  for (const some of inChunks(rows)) {
    if (some.length === 1) await insertOne(db, table, some[0]!)
    else await db.insertInto(table).values(some).execute()
  }
}

async function insertOne<Tables, Name extends keyof Tables & string>(
  db: Database<Tables>,
  table: Name,
  values: Insertable<Tables[Name]>,
): Promise<void> {
  const row = withoutUndefined(values as Row)
  const statement = statementFor(db, table, Object.keys(row))
  if (isLeftAlone(db, statement)) await db.executeQuery({ ...statement.compiled, parameters: Object.values(row) })
  else await db.insertInto(table).values(values).execute()
}

/** As many values as one statement can take on every database. */
const valuesOfOne = 30_000

/** Cuts rows into lists that one statement each can add. */
export function inChunks<Item extends object>(rows: readonly Item[]): Item[][] {
  const size = Math.max(1, Math.floor(valuesOfOne / Object.keys(rows[0] ?? {}).length))
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size))
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
