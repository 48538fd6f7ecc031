import { createRequire } from 'node:module'

/** What is used of the driver of our library. */
interface Driver {
  exec(sql: string): unknown
  prepare(sql: string): { run(...values: unknown[]): unknown; all(...values: unknown[]): unknown[] }
  close(): unknown
}

/** Opens a database of SQLite as it is, without anything of ours. */
export function openSqlite(path: string): Driver {
  const installed = createRequire(new URL('../../packages/core/package.json', import.meta.url))
  return new (installed('better-sqlite3') as new (path: string) => Driver)(path)
}
