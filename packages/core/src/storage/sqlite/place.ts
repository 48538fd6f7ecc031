import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import type { Scope } from '../storage.ts'

const memory = ':memory:'

/** Where the rows of a scope are: the tenant `local` has the file itself, all others a file beside it. */
export function fileOf(file: string, scope: Scope): string {
  if (file === memory) return memory
  const { dir, name } = parse(file)
  if (scope === 'directory') return join(dir, `${name}.directory.db`)
  return scope.tenant === 'local' ? file : join(dir, `${name}.tenants`, `${scope.tenant}.db`)
}

/** Makes the file and its folders for nobody else to read; SQLite gives `-wal` and `-shm` the mode of the file. */
export function makeFile(file: string): void {
  if (file === memory || existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  createEmpty(file)
}

/** Never opens a file that is there: closing it would drop the locks that this process holds on it through SQLite. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
