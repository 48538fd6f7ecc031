import { createApplication } from '../application.ts'
import { createLogger } from '../log.ts'
import type { Module } from '../module.ts'
import type { TestDatabase } from './database.ts'

/**
 * Keeps, for each set of modules, a database as their first start leaves it.
 *
 * To migrate takes longer than most of what is tested, and its outcome is the same each time.
 */
export function migratedOnce<Database extends TestDatabase, Kept>(
  create: () => Promise<Database>,
  keep: (database: Database) => Promise<Kept>,
) {
  const known = new Map<string, Promise<Kept>>()
  return (modules: readonly Module[]): Promise<Kept> => {
    const key = JSON.stringify(modules.map(({ name, migrations = {} }) => [name, ...Object.keys(migrations)]))
    const kept = known.get(key) ?? create().then((database) => migrate(modules, database).then(() => keep(database)))
    known.set(key, kept)
    return kept
  }
}

async function migrate(modules: readonly Module[], { url }: TestDatabase): Promise<void> {
  const application = createApplication(modules, { databaseUrl: url, log: createLogger('silent') })
  await application.storage.transaction('local', 'read', async () => {})
  await application.close()
}
