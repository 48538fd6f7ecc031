export { type CommandLine, runCommand } from '../faces/cli/run.ts'
export { type HttpOptions, httpApp } from '../faces/http/app.ts'
export { type TestDatabase, type TestDatabaseKind, testDatabases } from './database.ts'
export { type TestCallOptions, type TestLoop, testLoop } from './loop.ts'
