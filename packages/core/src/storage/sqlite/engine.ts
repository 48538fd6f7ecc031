import { type Engine, Lazy } from '../engine.ts'
import type { Scope, StorageOptions } from '../storage.ts'
import type { SqlitePlace } from '../url.ts'
import { SqliteFile } from './file.ts'
import { loadInstalled, loadSqlite } from './load.ts'
import { fileOf } from './place.ts'

/** One file for each tenant, opened when the tenant is first seen. */
export async function openSqlite(place: SqlitePlace, options: StorageOptions): Promise<Engine> {
  const Driver = await loadSqlite(options.loadDriver ?? loadInstalled)
  const files = new Map<string, Lazy<SqliteFile>>()

  function fileFor(scope: Scope): Lazy<SqliteFile> {
    // No tenant is called by the empty name.
    const key = scope === 'directory' ? '' : scope.tenant
    const file = files.get(key) ?? new Lazy(() => open(scope))
    files.set(key, file)
    return file
  }

  function open(scope: Scope): Promise<SqliteFile> {
    const migrations = scope === 'directory' ? options.directoryMigrations : options.migrations
    const { patienceMs } = options
    return SqliteFile.open({ Driver, file: fileOf(place.file, scope), synchronous: place.synchronous, migrations, patienceMs })
  }

  return {
    transaction: async (scope, access, work) => (await fileFor(scope).get()).transaction(access, work),
    find: async (scope, lookup, text) => (await fileFor(scope).get()).find(lookup, text),
    purge: async (scope) => (await fileFor(scope).get()).purge(),
    close: async () => void (await Promise.all([...files.values()].map((file) => file.close()))),
  }
}
