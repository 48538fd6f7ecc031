import { LoopError } from '../error.ts'
import { dialectOf } from './dialect.ts'
import type { Storage, StorageCheck } from './storage.ts'

/** Opens the database if need be and says how that went. */
export async function checkStorage(storage: Storage, database: string): Promise<StorageCheck> {
  try {
    const detail = await storage.transaction('local', 'read', (db) => dialectOf(db).version(db))
    return { ok: true, database, detail }
  } catch (error) {
    return { ok: false, database, ...describe(error) }
  }
}

function describe(error: unknown): { detail: string; remedy?: string } {
  if (!LoopError.is(error)) return { detail: 'The database does not answer as it should.' }
  return { detail: error.message, ...(error.hints.length > 0 && { remedy: error.hints.join('\n') }) }
}
