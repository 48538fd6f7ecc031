import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Each protected path costs a mount, and each folder a look; beyond these, the deepest go without. */
const maxFound = 1_000
const maxFolders = 20_000

/**
 * The files and folders below a root that must not be written, `/`-separated and shallow ones first; nothing below a protected folder is named again.
 * Links are passed over: what they lead to is protected in its own place.
 */
export async function findProtected(root: string, isProtected: (path: string) => boolean): Promise<string[]> {
  const found: string[] = []
  const folders = ['']
  for (let at = 0; at < folders.length && at < maxFolders && found.length < maxFound; at += 1) {
    for (const entry of await entriesOf(join(root, folders[at]!))) {
      const path = folders[at] ? `${folders[at]}/${entry.name}` : entry.name
      if (entry.isSymbolicLink()) continue
      if (isProtected(path)) found.push(path)
      else if (entry.isDirectory()) folders.push(path)
    }
  }
  return found.slice(0, maxFound)
}

/** Empty where the folder went away meanwhile or may not be read. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => [])
}
