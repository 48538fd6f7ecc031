import { existsSync } from 'node:fs'
import { Kysely } from 'kysely'
import { Lazy } from '../engine.ts'
import type { MigrationSet } from '../migrate.ts'
import { refuseMissingTables } from '../migrator.ts'
import type { Database } from '../storage.ts'
import { LoopSqliteDialect } from './dialect.ts'
import { openingFailed, patiently } from './failures.ts'
import { type Driver, loadInstalled, loadSqlite } from './load.ts'
import { Statements } from './statements.ts'

/** A file that is read and stays as it is, byte by byte. */
export interface FileReader {
  read<T>(work: (db: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Reads a file that may be somebody else's: it is neither made nor migrated, and refused where it does not hold the tables of these sets. */
export function readSqlite(file: string, sets: readonly MigrationSet[]): FileReader {
  const opened = new Lazy(() => open(file, sets))
  return {
    read: async (work) => (await opened.get()).read(work),
    close: () => opened.close(),
  }
}

async function open(file: string, sets: readonly MigrationSet[]): Promise<FileReader> {
  const Driver = await loadSqlite(loadInstalled)
  const db = await connect(Driver, file)
  const reader: FileReader = {
    read: (work) => patiently(() => db.transaction().setAccessMode('read only').execute(work), { patienceMs: undefined }),
    close: () => db.destroy(),
  }
  try {
    await reader.read((connection) => refuseMissingTables(connection, sets))
    return reader
  } catch (error) {
    await db.destroy()
    throw openingFailed(error)
  }
}

async function connect(Driver: Driver, file: string): Promise<Database> {
  try {
    const connection = new Driver(file, { fileMustExist: true, readonly: isUnsettled(file), timeout: 30 })
    connection.pragma('query_only = on')
    return new Kysely({ dialect: new LoopSqliteDialect(new Statements(connection)) })
  } catch (error) {
    throw openingFailed(error)
  }
}

/**
 * Whether somebody writes, or died while they did: then what is not in the file yet must not be moved there, as whoever may write does when
 * they close it. In any other case it is who may not write that would leave files behind.
 */
function isUnsettled(file: string): boolean {
  return ['-wal', '-journal'].some((ending) => existsSync(file + ending))
}
