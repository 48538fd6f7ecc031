import { afterAll, beforeAll, inject } from 'vitest'
import { type TestDatabase, type TestDatabaseKind, testDatabases } from '../testing/database.ts'
import { directoryMigrations, migrations } from './fixture-tables.ts'
import { openStorage, type Storage, type StorageOptions } from './index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

export const databases = testDatabases(inject('postgresUrl'))

/** The kinds of database among the wanted ones that a test is about. */
export function only(name: TestDatabaseKind['name']): TestDatabaseKind[] {
  return databases.filter((kind) => kind.name === name)
}

/** One database for the tests of a block, and storages on it that are closed at the end. */
export function useDatabase(kind: TestDatabaseKind) {
  const storages: Storage[] = []
  let database: TestDatabase
  beforeAll(async () => {
    database = await kind.create()
  })
  afterAll(async () => {
    await Promise.all(storages.map((storage) => storage.close()))
    await database.drop()
  })
  return {
    url: () => database.url,
    open(options: Partial<StorageOptions> = {}, url = database.url): Storage {
      const storage = openStorage(url, { migrations, directoryMigrations, ...options })
      storages.push(storage)
      return storage
    },
  }
}
