import pg from 'pg'
import { type TestDatabase, testDatabases } from '../../packages/core/src/testing/database.ts'
import { startPostgres } from '../../test/postgres/server.ts'

/** Makes an empty database and gives its address. */
export type NewDatabase = () => Promise<string>

/** Does something on each kind of database that tests run on too, with a PostgreSQL that is started for it. */
export async function onEachDatabase<Result>(work: (make: NewDatabase, name: string) => Promise<Result>): Promise<Result[]> {
  const server = await startPostgres({ url: '' })
  process.env.LOOP_TEST_PG_URL = server.url
  const results: Result[] = []
  for (const { name, create } of testDatabases()) {
    const made: TestDatabase[] = []
    const make = async () => {
      const database = await create()
      made.push(database)
      return database.url
    }
    results.push(await work(make, name))
    for (const database of made) await database.drop()
  }
  await server.stop()
  return results
}

/** Counts the rows anew for the planner, as a server does by itself a minute after many were added. */
export async function settleDatabase(url: string): Promise<void> {
  if (!url.startsWith('postgres')) return
  const client = new pg.Client(url)
  await client.connect()
  await client.query('analyze')
  await client.end()
}
