import {
  type DatabaseConnection,
  type DialectAdapter,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
  type TransactionSettings,
} from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Statements } from './statements.ts'
import { searchText } from './text-index.ts'

const dialect: Dialect = {
  // A file has a single writer, so there is nothing to skip, and events are numbered in the order of their commits.
  skipLocked: false,
  lowerCase: (text) => sql`loop_lower(${text})`,
  searchText,
  async serializeEvents() {},
  async findTables(db, names) {
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema where name in (${sql.join(names)})`.execute(db)
    return rows.map(({ name }) => name)
  },
  async version(db) {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db)
    return `SQLite ${rows[0]!.version}`
  },
}

/** Kysely's dialect on one connection whose transactions say at their beginning whether they will write. */
export class LoopSqliteDialect extends SqliteDialect {
  readonly #statements: Statements

  constructor(statements: Statements) {
    super({ database: statements })
    this.#statements = statements
  }

  override createDriver(): SqliteDriver {
    return new LoopSqliteDriver(this.#statements)
  }

  override createAdapter(): DialectAdapter {
    return Object.assign(new SqliteAdapter(), { dialect })
  }
}

class LoopSqliteDriver extends SqliteDriver {
  readonly #statements: Statements

  constructor(statements: Statements) {
    super({ database: statements })
    this.#statements = statements
  }

  override async beginTransaction(_: DatabaseConnection, { accessMode }: TransactionSettings = {}): Promise<void> {
    this.#statements.begin(accessMode === 'read only')
  }

  override async commitTransaction(): Promise<void> {
    this.#statements.commit()
  }

  override async rollbackTransaction(): Promise<void> {
    this.#statements.rollback()
  }

  /** Waits for the transaction that is running. */
  override async destroy(): Promise<void> {
    await this.acquireConnection()
    await super.destroy()
    await this.releaseConnection()
  }
}
