import type BetterSqlite from 'better-sqlite3'
import type { CompiledQuery, SqliteDatabase, SqliteStatement } from 'kysely'

const kept = 500

/** A connection that compiles each statement once, and in a transaction for reading refuses those that write, as PostgreSQL does. */
export class Statements implements SqliteDatabase {
  readonly #connection: BetterSqlite.Database
  readonly #begin: BetterSqlite.Statement
  readonly #beginWriting: BetterSqlite.Statement
  readonly #commit: BetterSqlite.Statement
  readonly #rollback: BetterSqlite.Statement
  #readOnly = false
  readonly #statements = new Map<string, BetterSqlite.Statement>()

  constructor(connection: BetterSqlite.Database) {
    this.#connection = connection
    this.#begin = connection.prepare('begin')
    this.#beginWriting = connection.prepare('begin immediate')
    this.#commit = connection.prepare('commit')
    this.#rollback = connection.prepare('rollback')
  }

  /** A transaction that begins as a reader and then writes fails at once when another has written meanwhile: no timeout helps. */
  begin(readOnly: boolean): void {
    this.#readOnly = readOnly
    const begin = readOnly ? this.#begin : this.#beginWriting
    begin.run()
  }

  commit(): void {
    this.#commit.run()
  }

  /** When the disk is full SQLite has rolled back by itself. */
  rollback(): void {
    if (this.inTransaction) this.#rollback.run()
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#statements.get(sql) ?? this.#compile(sql)
    if (this.#readOnly && !statement.readonly) throw new Error('A read transaction must not write.')
    return statement as unknown as SqliteStatement
  }

  /** Runs a reading statement at once. */
  all<Row>({ sql, parameters }: CompiledQuery<Row>): Row[] {
    return this.prepare(sql).all(parameters) as Row[]
  }

  close(): void {
    this.#connection.close()
  }

  #compile(sql: string): BetterSqlite.Statement {
    const statement = this.#connection.prepare(sql)
    if (this.#statements.size >= kept) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}
