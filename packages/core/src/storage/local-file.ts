import { open } from 'node:fs/promises'
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

/** Whether a file is a database that {@link openLocalFile} can open; opening makes one of what is not there. Throws what the system says. */
export async function isLocalDatabase(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(16), position: 0 })
    return buffer.toString('latin1') === 'SQLite format 3\0'
  } finally {
    await file.close()
  }
}
