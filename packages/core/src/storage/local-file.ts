import { open } from 'node:fs/promises'
import type { MigrationSet } from './migrate.ts'
import { openSqlite } from './sqlite/engine.ts'
import { type FileReader, readSqlite } from './sqlite/reader.ts'
import type { Storage, StorageOptions } from './storage.ts'
import { storageOf } from './storage-of.ts'
import { parseFile } from './url.ts'

/**
 * The database in a file of this machine, for programs that live for a moment; `?synchronous=full` may stand behind its path.
 *
 * Its engine is imported outright: such a program knows that it needs it, and each file that is loaded by itself costs it a millisecond.
 */
export function openLocalFile(path: string, options: StorageOptions): Storage {
  return storageOf(parseFile(path), options, openSqlite)
}

/** Reads what {@link readSqlite} says, by the same path. */
export function openLocalFileToRead(path: string, sets: readonly MigrationSet[]): FileReader {
  return readSqlite(parseFile(path).file, sets)
}

/** Whether a file is a database that {@link openLocalFile} can open; opening makes one of what is not there. Throws what the system says. */
export async function isLocalDatabase(path: string): Promise<boolean> {
  const file = await open(parseFile(path).file, 'r')
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(16), position: 0 })
    return buffer.toString('latin1') === 'SQLite format 3\0'
  } finally {
    await file.close()
  }
}
