import type { Kysely } from 'kysely'
import type { Lookup } from './lookup.ts'
import type { MigrationSet } from './migrate.ts'

/** A Kysely handle inside one transaction; statements name their tables by a type argument of their own. */
// biome-ignore lint/suspicious/noExplicitAny: each module types its own tables, and core cannot know them
export type Database<Tables = any> = Kysely<Tables>

export type Access = 'read' | 'write'

/** Whose rows are seen: those of one tenant, or those behind the door. */
export type Scope = { tenant: string } | 'directory'

/** One database, seen only one tenant at a time. Nothing is opened, loaded or migrated before the first transaction. */
export interface Storage {
  /**
   * Runs `work` in one transaction of one tenant: a throw rolls back everything.
   *
   * May run `work` again after a deadlock, so it must touch nothing else. Never open one inside another: they would wait for each other.
   * A statement that failed cannot be shrugged off, because some databases then roll back everything: use `on conflict` instead.
   */
  transaction<T>(tenant: string, access: Access, work: (db: Database) => Promise<T>): Promise<T>
  /** The one door that sees several tenants: the list of tenants and which of them a key belongs to. */
  directory<T>(access: Access, work: (db: Database) => Promise<T>): Promise<T>
  /** Finds one row in a reading transaction of its own, for what each request asks: where a database lets one statement stand alone, it costs far less. */
  find<Row>(scope: Scope, lookup: Lookup<Row>, text: string): Promise<Row | undefined>
  /**
   * Takes what was deleted out of the files of one tenant, as far as the database leaves it there. Never inside a transaction.
   *
   * While another program reads the file it waits for some seconds; then the next one does it, or the last program that closes the file.
   */
  purge(tenant: string): Promise<void>
  /** What `doctor` and `/health` say about the database; never throws. */
  check(): Promise<StorageCheck>
  close(): Promise<void>
}

export interface StorageCheck {
  ok: boolean
  /** `sqlite` or `postgres`, with the place but never a password. */
  database: string
  detail: string
  remedy?: string
}

export interface StorageOptions {
  /** Tables that every tenant has. */
  migrations: readonly MigrationSet[]
  /** Tables behind the door. */
  directoryMigrations: readonly MigrationSet[]
  /** PostgreSQL: the role each transaction takes on; empty means that of the login. */
  role?: string
  /** How a driver is loaded by its package name; `import` unless said. */
  loadDriver?: LoadDriver
  /** SQLite: for how many milliseconds to wait for other programs that hold the file; 30,000 unless said. */
  patienceMs?: number
}

export type LoadDriver = (name: string) => Promise<unknown>
