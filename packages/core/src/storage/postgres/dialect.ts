import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  sql,
  type TransactionSettings,
} from 'kysely'
import type { Pool } from 'pg'
import type { Dialect } from '../dialect.ts'
import { databaseBusy } from '../refusals.ts'
import { unreachable } from './failures.ts'
import { searchText } from './text-index.ts'

const dialect: Dialect = {
  skipLocked: true,
  // Columns sort by their bytes, and then `lower` would know the letters of English alone.
  lowerCase: (text) => sql`lower(${text} collate "default")`,
  searchText,
  async serializeEvents(db) {
    await sql`select pg_advisory_xact_lock(hashtextextended('loop.events ' || current_setting('loop.tenant'), 0))`.execute(db)
  },
  async findTables(db, names) {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relname in (${sql.join(names)}) and relkind = 'r' and pg_table_is_visible(oid)`.execute(db)
    return rows.map(({ name }) => name)
  },
  async version(db) {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
    return `PostgreSQL ${rows[0]!.version}`
  },
}

/** Kysely's dialect on a pool, with failures of the connection told apart from those of a statement. */
export class LoopPostgresDialect extends PostgresDialect {
  readonly #pool: Pool

  constructor(pool: Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): PostgresDriver {
    return new LoopPostgresDriver(this.#pool)
  }

  override createAdapter(): DialectAdapter {
    // Migrations run in a transaction that holds a lock already; the one that Kysely would add outlives a failed transaction.
    const nothing = async () => {}
    return Object.assign(new PostgresAdapter(), { dialect, acquireMigrationLock: nothing, releaseMigrationLock: nothing })
  }
}

class LoopPostgresDriver extends PostgresDriver {
  readonly #pool: Pool

  constructor(pool: Pool) {
    super({ pool })
    this.#pool = pool
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    const isFull = () => this.#pool.totalCount >= this.#pool.options.max
    return super.acquireConnection().catch((cause) => (isFull() ? Promise.reject(databaseBusy(cause)) : unreachable(cause)))
  }

  override beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return super.beginTransaction(connection, settings).catch(unreachable)
  }

  /** PostgreSQL answers the commit of a failed transaction with a silent rollback; a statement before it makes that an error. */
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('select 1; commit'))
  }

  override rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return super.rollbackTransaction(connection).catch(unreachable)
  }
}
