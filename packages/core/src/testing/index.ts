export { type TestDatabase, type TestDatabaseKind, testDatabases } from './database.ts'
export { type TestCallOptions, type TestLoop, testLoop } from './loop.ts'
