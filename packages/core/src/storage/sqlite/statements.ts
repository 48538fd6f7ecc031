import type BetterSqlite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const kept = 500

/** A connection that compiles each statement once, and while `readOnly` refuses those that write, as PostgreSQL does. */
export class Statements implements SqliteDatabase {
  readOnly = false
  readonly #connection: BetterSqlite.Database
  readonly #statements = new Map<string, BetterSqlite.Statement>()

  constructor(connection: BetterSqlite.Database) {
    this.#connection = connection
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#statements.get(sql) ?? this.#compile(sql)
    if (this.readOnly && !statement.readonly) throw new Error('A read transaction must not write.')
    return statement as unknown as SqliteStatement
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
