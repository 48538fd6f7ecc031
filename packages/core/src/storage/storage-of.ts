import { checkStorage } from './check.ts'
import { type Engine, Lazy } from './engine.ts'
import type { Scope, Storage, StorageOptions } from './storage.ts'
import { checkTenant } from './tenant.ts'
import { describePlace, type Place } from './url.ts'

/** A storage whose engine is opened by the first transaction. */
export function storageOf<P extends Place>(
  place: P,
  options: StorageOptions,
  openEngine: (place: P, options: StorageOptions) => Promise<Engine>,
): Storage {
  refuseSharedLedgers(options)
  const engine = new Lazy(() => openEngine(place, options))
  const storage: Storage = {
    transaction: async (tenant, access, work) => (await engine.get()).transaction({ tenant: checkTenant(tenant) }, access, work),
    directory: async (access, work) => (await engine.get()).transaction('directory', access, work),
    find: async (scope, lookup, text) => (await engine.get()).find(checkScope(scope), lookup, text),
    purge: async (tenant) => (await engine.get()).purge({ tenant: checkTenant(tenant) }),
    check: () => checkStorage(storage, describePlace(place)),
    close: () => engine.close(),
  }
  return storage
}

function checkScope(scope: Scope): Scope {
  return scope === 'directory' ? scope : { tenant: checkTenant(scope.tenant) }
}

/** Two sets with one prefix would share a ledger, and the steps of one would pass for those of the other. */
function refuseSharedLedgers({ migrations, directoryMigrations }: StorageOptions): void {
  const prefixes = [...migrations, ...directoryMigrations].map(({ prefix }) => prefix)
  const shared = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index)
  if (shared !== undefined) throw new Error(`Two sets of migrations have the prefix ${shared}.`)
}
