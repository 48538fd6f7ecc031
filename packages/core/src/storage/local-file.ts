import { openSqlite } from './sqlite/engine.ts'
import type { Storage, StorageOptions } from './storage.ts'
import { storageOf } from './storage-of.ts'

/**
 * The database in a file of this machine, for programs that live for a moment.
 *
 * Its engine is imported outright: such a program knows that it needs it, and each file that is loaded by itself costs it a millisecond.
 */
export function openLocalFile(file: string, options: StorageOptions): Storage {
  return storageOf({ kind: 'sqlite', file, synchronous: 'normal' }, options, openSqlite)
}
