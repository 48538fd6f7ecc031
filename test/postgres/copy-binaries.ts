import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { giveTo } from './home-folder.ts'

/** Copies a whole installation and adds the library links, which npm cannot pack and a blocked install script did not make. */
export function copyBinaries(installed: string, home: string, account: Account | undefined): void {
  const target = join(home, 'native')
  copyFolder(dirname(installed), target, account)
  for (const { source, target: link } of readLinks(join(target, 'pg-symlinks.json'))) {
    if (!existsSync(join(home, link))) symlinkSync(basename(source), join(home, link))
  }
  giveTo(account, target)
}

/** Hands over each folder before it is filled: the guard, which runs as the other account, can then remove even half a copy. */
function copyFolder(source: string, target: string, account: Account | undefined): void {
  mkdirSync(target)
  giveTo(account, target)
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory()) copyFolder(from, to, account)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else copyFileSync(from, to)
  }
}

function readLinks(list: string): { source: string; target: string }[] {
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
}
