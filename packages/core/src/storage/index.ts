import { checkStorage } from './check.ts'
import { type Engine, Lazy } from './engine.ts'
import type { Scope, Storage, StorageOptions } from './storage.ts'
import { checkTenant } from './tenant.ts'
import { describePlace, type Place, parseUrl } from './url.ts'

export { type Dialect, dialectOf } from './dialect.ts'
export { insertRows } from './insert.ts'
export type { Migration, MigrationSet } from './migrate.ts'
export type { Column, ColumnType, Schema, Table } from './schema.ts'
export type { Access, Database, Storage, StorageCheck, StorageOptions } from './storage.ts'

/** Gives a database by its address: `file:…` for SQLite, `postgres://…` for PostgreSQL. Nothing is loaded or opened before the first transaction. */
export function openStorage(url: string, options: StorageOptions): Storage {
  const place = parseUrl(url)
  refuseSharedLedgers(options)
  const engine = new Lazy(() => openEngine(place, options))
  const storage: Storage = {
    transaction: async (tenant, access, work) => (await engine.get()).transaction({ tenant: checkTenant(tenant) }, access, work),
    directory: async (access, work) => (await engine.get()).transaction('directory', access, work),
    find: async (scope, lookup, text) => (await engine.get()).find(checkScope(scope), lookup, text),
    check: () => checkStorage(storage, describePlace(place)),
    close: () => engine.close(),
  }
  return storage
}

function checkScope(scope: Scope): Scope {
  return scope === 'directory' ? scope : { tenant: checkTenant(scope.tenant) }
}

async function openEngine(place: Place, options: StorageOptions): Promise<Engine> {
  if (place.kind === 'sqlite') return (await import('./sqlite/engine.ts')).openSqlite(place, options)
  return (await import('./postgres/engine.ts')).openPostgres(place, options)
}

/** Two sets with one prefix would share a ledger, and the steps of one would pass for those of the other. */
function refuseSharedLedgers({ migrations, directoryMigrations }: StorageOptions): void {
  const prefixes = [...migrations, ...directoryMigrations].map(({ prefix }) => prefix)
  const shared = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index)
  if (shared !== undefined) throw new Error(`Two sets of migrations have the prefix ${shared}.`)
}
