import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import { driverMissing } from '../refusals.ts'
import type { LoadDriver } from '../storage.ts'

export type Driver = typeof BetterSqlite

/** Loads the first SQLite driver that works here. */
export async function loadSqlite(load: LoadDriver): Promise<Driver> {
  const failures: unknown[] = []
  for (const name of driverNames()) {
    try {
      const { default: Driver } = (await load(name)) as { default: Driver }
      // The native part is loaded only by the first database.
      new Driver(':memory:').close()
      return Driver
    } catch (failure) {
      failures.push(failure)
    }
  }
  throw driverMissing('Run `npm install better-sqlite3` beside this program, or install it again without `--ignore-scripts`.', failures)
}

/** Loads a driver from where this library is installed, also when its code was bundled into a command of another package. */
export const loadInstalled: LoadDriver = async (name) => {
  const installed = createRequire(import.meta.resolve('loop-core'))
  return { default: installed(name) }
}

/** Version 13 needs no compiler, but brings Node 20 down with a segmentation fault; version 12 must be compiled where nothing is prebuilt. */
function driverNames(): string[] {
  const major = Number(process.versions.node.split('.')[0])
  return major < 22 ? ['better-sqlite3'] : ['better-sqlite3-napi', 'better-sqlite3']
}
