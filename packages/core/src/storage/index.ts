import type { Engine } from './engine.ts'
import type { Storage, StorageOptions } from './storage.ts'
import { storageOf } from './storage-of.ts'
import { type Place, parseUrl } from './url.ts'

export { type Dialect, dialectOf, searchText, type TextSearch } from './dialect.ts'
export { insertRows } from './insert.ts'
export type { Migration, MigrationSet } from './migrate.ts'
export type { Column, ColumnType, Schema, Table, TextIndex } from './schema.ts'
export type { Access, Database, Storage, StorageCheck, StorageOptions } from './storage.ts'

/** Gives a database by its address: `file:…` for SQLite, `postgres://…` for PostgreSQL. Nothing is loaded or opened before the first transaction. */
export function openStorage(url: string, options: StorageOptions): Storage {
  return storageOf(parseUrl(url), options, openEngine)
}

async function openEngine(place: Place, options: StorageOptions): Promise<Engine> {
  if (place.kind === 'sqlite') return (await import('./sqlite/engine.ts')).openSqlite(place, options)
  return (await import('./postgres/engine.ts')).openPostgres(place, options)
}
