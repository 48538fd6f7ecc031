import { type Kysely, Migrator, sql } from 'kysely'
import { dialectOf } from './dialect.ts'
import type { MigrationSet } from './migrate.ts'
import { tablesMissing, tablesOutdated } from './refusals.ts'
import type { Schema } from './schema.ts'
import type { Database } from './storage.ts'

interface Target {
  /** What a step may do on the connection that the migrator gives it. */
  schemaOf(db: Database): Schema
  /** PostgreSQL: where the tables are; otherwise Kysely would look for the ledger everywhere. */
  schemaName?: string
}

/** Finds the sets with steps that the database has not seen; a ledger that is newer than the program is no reason to migrate. */
export async function pendingSets(db: Database, sets: readonly MigrationSet[]): Promise<MigrationSet[]> {
  const done = await readLedgers(db, sets.map(ledgerOf))
  return sets.filter((set) => Object.keys(set.migrations).some((name) => !done.has(`${ledgerOf(set)} ${name}`)))
}

/** Refuses a database that lacks a table of these sets, for whoever may add none. */
export async function refuseMissingTables(db: Database, sets: readonly MigrationSet[]): Promise<void> {
  const pending = await pendingSets(db, sets)
  if (pending.length === 0) return
  const ledgers = await dialectOf(db).findTables(db, pending.map(ledgerOf))
  throw ledgers.length === pending.length ? tablesOutdated() : tablesMissing()
}

/** Runs the missing steps of some sets on one connection whose transaction the caller has opened, so that all of it happens or nothing. */
export async function migrate(connection: Database, sets: readonly MigrationSet[], target: Target): Promise<void> {
  for (const set of sets) {
    const { error } = await migratorOf(connection, set, target).migrateToLatest()
    if (error !== undefined) throw error
  }
}

export function ledgerOf({ prefix }: MigrationSet): string {
  return `${prefix}_migrations`
}

function migratorOf(db: Kysely<unknown>, set: MigrationSet, { schemaOf, schemaName }: Target): Migrator {
  const steps = Object.entries(set.migrations).map(
    ([name, migration]) => [name, { up: (db: Database) => migration.up(schemaOf(db)) }] as const,
  )
  return new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(steps) },
    migrationTableName: ledgerOf(set),
    migrationLockTableName: `${ledgerOf(set)}_lock`,
    migrationTableSchema: schemaName,
    disableTransactions: true,
  })
}

/** The steps of all ledgers that are there, each as `<ledger> <step>`, in one statement. */
async function readLedgers(db: Database, names: readonly string[]): Promise<Set<string>> {
  const ledgers = names.length === 0 ? [] : await dialectOf(db).findTables(db, names)
  if (ledgers.length === 0) return new Set()
  const selects = ledgers.map((ledger) => sql`select ${sql.lit(`${ledger} `)} || name as step from ${sql.id(ledger)}`)
  const { rows } = await sql<{ step: string }>`${sql.join(selects, sql` union all `)}`.execute(db)
  return new Set(rows.map(({ step }) => step))
}
