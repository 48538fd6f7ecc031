import { Kysely } from 'kysely'
import type { Engine } from '../engine.ts'
import { Lookups } from '../lookup.ts'
import { retrying } from '../retry.ts'
import type { Database, StorageOptions } from '../storage.ts'
import type { PostgresPlace } from '../url.ts'
import { LoopPostgresDialect } from './dialect.ts'
import { collided, refuse } from './failures.ts'
import { openPool } from './pool.ts'
import { prepareDatabase } from './prepare.ts'
import { enter } from './scope.ts'

/** One pool for all tenants; each transaction says first whose rows it may see. */
export async function openPostgres({ url }: PostgresPlace, given: StorageOptions): Promise<Engine> {
  const options = { ...given, role: given.role || undefined }
  const db: Database = new Kysely({ dialect: new LoopPostgresDialect(await openPool(url, options.loadDriver)) })
  try {
    await prepareDatabase(db, options)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return engineOf(db, options.role)
}

function engineOf(db: Database, role: string | undefined): Engine {
  const lookups = new Lookups()
  const engine: Engine = {
    transaction: (scope, access, work) => {
      const transaction = db.transaction().setAccessMode(access === 'read' ? 'read only' : 'read write')
      const run = () => transaction.execute(async (inside) => work(await enter(inside, scope, role)))
      return retrying(run, (error, attempt) => attempt <= 3 && collided(error)).catch(refuse)
    },
    find: (scope, lookup, text) =>
      engine.transaction(scope, 'read', async (inside) => {
        const { rows } = await inside.executeQuery(lookups.compile(inside, lookup, text))
        return rows[0]
      }),
    // Its files are nobody's to read, and it takes dead rows away by itself.
    purge: async () => {},
    close: () => db.destroy(),
  }
  return engine
}
