import { Kysely, sql } from 'kysely'
import { type Lookup, Lookups } from '../lookup.ts'
import type { MigrationSet } from '../migrate.ts'
import { migrate, pendingSets } from '../migrator.ts'
import { migrationFailed } from '../refusals.ts'
import { retrying } from '../retry.ts'
import type { Access, Database } from '../storage.ts'
import { LoopSqliteDialect } from './dialect.ts'
import { openingFailed, patiently } from './failures.ts'
import type { Driver } from './load.ts'
import { makeFile } from './place.ts'
import { sqliteSchema } from './schema.ts'
import { Statements } from './statements.ts'

const purgePatienceMs = 3_000
const stillRead = new Error('Somebody reads the file.')

interface FileOptions {
  Driver: Driver
  file: string
  synchronous: string
  migrations: readonly MigrationSet[]
  patienceMs: number | undefined
}

interface Connection {
  db: Database
  statements: Statements
}

/** One open file with its tables up to date. */
export class SqliteFile {
  readonly #db: Database
  readonly #statements: Statements
  readonly #patienceMs: number | undefined
  readonly #lookups = new Lookups()
  #lastWrite: Promise<unknown> = Promise.resolve()

  private constructor({ db, statements }: Connection, patienceMs: number | undefined) {
    this.#db = db
    this.#statements = statements
    this.#patienceMs = patienceMs
  }

  static async open(options: FileOptions): Promise<SqliteFile> {
    const connection = await openConnection(options)
    try {
      await bringUpToDate(connection.db, options)
      return new SqliteFile(connection, options.patienceMs)
    } catch (error) {
      await connection.db.destroy()
      throw error
    }
  }

  async transaction<T>(access: Access, work: (db: Database) => Promise<T>): Promise<T> {
    const patience = { patienceMs: this.#patienceMs, since: Date.now() }
    if (access === 'read') return patiently(() => this.#db.transaction().setAccessMode('read only').execute(work), patience)
    return this.#afterLastWrite(() => patiently(() => this.#db.transaction().execute(work), patience))
  }

  /** A statement that stands alone is its own transaction, but inside that of another it would see what is not committed, or what is old. */
  async find<Row>(lookup: Lookup<Row>, text: string): Promise<Row | undefined> {
    return patiently(
      async () => {
        const query = this.#lookups.compile(this.#db, lookup, text)
        const rows = this.#statements.inTransaction ? (await this.#db.executeQuery(query)).rows : this.#statements.all(query)
        return rows[0] as Row | undefined
      },
      { patienceMs: this.#patienceMs },
    )
  }

  /** Deleted rows are wiped in the file itself, but the log beside it keeps them until it is emptied, for which nobody may be reading. */
  async purge(): Promise<void> {
    const empty = async () => {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.#db)
      if (rows[0]?.busy) throw stillRead
    }
    const until = Date.now() + purgePatienceMs
    const isRead = (error: unknown) => error === stillRead && Date.now() < until
    await this.#afterLastWrite(() => retrying(empty, isRead)).catch((error) => {
      if (error !== stillRead) throw error
    })
  }

  async close(): Promise<void> {
    await this.#lastWrite
    await this.#db.destroy()
  }

  /** The writers of this process queue up here and not at the file, so that only the first waits for other processes and readers pass it. */
  #afterLastWrite<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(write)
    this.#lastWrite = turn.catch(() => {})
    return turn
  }
}

async function openConnection({ Driver, file, synchronous, patienceMs }: FileOptions): Promise<Connection> {
  try {
    makeFile(file)
    const connection = await patiently(async () => connect(Driver, file, synchronous), { patienceMs })
    const statements = new Statements(connection)
    return { db: new Kysely({ dialect: new LoopSqliteDialect(statements) }), statements }
  } catch (error) {
    throw openingFailed(error)
  }
}

function connect(Driver: Driver, file: string, synchronous: string) {
  const connection = new Driver(file, { timeout: 30 })
  try {
    connection.pragma('journal_mode = wal')
    connection.pragma(`synchronous = ${synchronous}`)
    connection.pragma('foreign_keys = on')
    connection.pragma('secure_delete = on')
    // Otherwise `insert or replace` deletes rows without asking the triggers that refuse it.
    connection.pragma('recursive_triggers = on')
    // The `lower` of SQLite knows the letters of English alone.
    connection.function('loop_lower', { deterministic: true }, (text) => (text === null ? null : String(text).toLowerCase()))
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

async function bringUpToDate(db: Database, { migrations, patienceMs }: FileOptions): Promise<void> {
  if ((await patiently(() => pendingSets(db, migrations), { patienceMs })).length === 0) return
  await db.connection().execute((connection) => patiently(() => migrateAll(connection, migrations), { patienceMs }))
}

async function migrateAll(connection: Database, sets: readonly MigrationSet[]): Promise<void> {
  await sql`begin immediate`.execute(connection)
  try {
    await migrate(connection, await pendingSets(connection, sets), { schemaOf: sqliteSchema })
    await sql`commit`.execute(connection)
  } catch (error) {
    // When the disk is full SQLite has rolled back by itself.
    await sql`rollback`.execute(connection).catch(() => {})
    throw migrationFailed(error)
  }
}
