import { accessSync, constants, existsSync, lchownSync, mkdtempSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'

const sharedMemory = '/dev/shm'
const enoughBytes = 2 * 1024 ** 3

interface HomeOptions {
  password: string
  account: Account | undefined
}

/** Makes the folder that holds everything of one server; its name says which process asked for it. */
export function makeHome(parent: string, { password, account }: HomeOptions): string {
  const home = mkdtempSync(join(parent, `loop-postgres-${process.pid}-`))
  writeFileSync(join(home, 'password'), password, { mode: 0o600 })
  giveTo(account, home)
  return home
}

/** Lists the folders of the servers that a process asked for and that are not removed yet. */
export function findHomes(pid: number): string[] {
  const parents = [...new Set([sharedMemory, tmpdir()])].filter((parent) => existsSync(parent))
  const paths = parents.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
  return paths.filter((path) => path.includes(`loop-postgres-${pid}-`))
}

/** Prefers memory to disk where there is room for it. */
export function dataParent(): string {
  return hasRoom(sharedMemory) ? sharedMemory : tmpdir()
}

/** Hands a folder to the account that runs the server, so that it can read it now and remove it later. */
export function giveTo(account: Account | undefined, folder: string): void {
  if (!account) return
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const path of [folder, ...entries.map((entry) => join(folder, entry))]) lchownSync(path, account.uid, account.gid)
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= enoughBytes
  } catch {
    return false
  }
}
