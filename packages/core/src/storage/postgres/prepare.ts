import { sql } from 'kysely'
import { LoopError } from '../../error.ts'
import { ledgerOf, migrate, pendingSets } from '../migrator.ts'
import { migrationFailed } from '../refusals.ts'
import { retrying } from '../retry.ts'
import type { Database, StorageOptions } from '../storage.ts'
import { madeTwice } from './failures.ts'
import { createRole, grantRights, type RoleFacts, readFacts, refuseSkippingRole, tryRole } from './role.ts'
import { directorySchema, tenantSchema } from './schema.ts'

/** Refuses a role that row policies do not hold, and brings tables, role and rights up to date. */
export async function prepareDatabase(db: Database, options: StorageOptions): Promise<void> {
  try {
    const facts = await readFacts(db, options.role)
    refuseSkippingRole(facts, options.role)
    if (await isBehind(db, facts, options)) await bringUpToDate(db, facts.schema, options)
    if (options.role) await tryRole(db, options.role, facts.login)
  } catch (error) {
    throw LoopError.is(error) ? error : migrationFailed(error)
  }
}

async function isBehind(db: Database, { exists, barred }: RoleFacts, options: StorageOptions): Promise<boolean> {
  if (options.role && (!exists || barred)) return true
  return (await pendingSets(db, allSets(options))).length > 0
}

function bringUpToDate(db: Database, schemaName: string, options: StorageOptions): Promise<void> {
  const inTransaction = () => db.connection().execute((connection) => migrateAll(connection, schemaName, options))
  return retrying(inTransaction, (error, attempt) => attempt <= 3 && madeTwice(error))
}

/** Everything in one transaction, after those who do the same. */
async function migrateAll(connection: Database, schemaName: string, options: StorageOptions): Promise<void> {
  await sql`begin`.execute(connection)
  try {
    await sql`select pg_advisory_xact_lock(hashtextextended('loop.migrations', 0))`.execute(connection)
    await migrateSets(connection, schemaName, options)
    if (options.role) await equipRole(connection, options.role, options)
    await sql`commit`.execute(connection)
  } catch (error) {
    await sql`rollback`.execute(connection)
    throw error
  }
}

async function migrateSets(connection: Database, schemaName: string, { migrations, directoryMigrations }: StorageOptions): Promise<void> {
  await migrate(connection, await pendingSets(connection, migrations), { schemaOf: tenantSchema, schemaName })
  await migrate(connection, await pendingSets(connection, directoryMigrations), { schemaOf: directorySchema, schemaName })
}

async function equipRole(connection: Database, role: string, options: StorageOptions): Promise<void> {
  const { exists, login, schema } = await readFacts(connection, role)
  if (!exists) await createRole(connection, role, login)
  await grantRights(connection, role, { schema, ledgers: allSets(options).map(ledgerOf) })
}

function allSets({ migrations, directoryMigrations }: StorageOptions) {
  return [...migrations, ...directoryMigrations]
}
