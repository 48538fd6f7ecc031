import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** One place of the file system as the sandbox shows it, in the words of bubblewrap. */
export interface Mount {
  path: string
  words: readonly string[]
}

export const writable = (path: string): Mount => ({ path, words: ['--bind', path, path] })
export const readOnly = (path: string): Mount => ({ path, words: ['--ro-bind-try', path, path] })
export const emptyFolder = (path: string): Mount => ({ path, words: ['--tmpfs', path] })
/** A device without permission to open it, so nothing can be read or written. */
const closedFile = (path: string): Mount => ({ path, words: ['--ro-bind', '/dev/null', path] })

/** What stands at each of these paths, emptied; what does not exist needs no hiding. */
export async function hidden(paths: readonly string[]): Promise<Mount[]> {
  return (await Promise.all(paths.map(hide))).flat()
}

async function hide(path: string): Promise<Mount[]> {
  try {
    const real = await realpath(path)
    return [(await stat(real)).isDirectory() ? emptyFolder(real) : closedFile(real)]
  } catch {
    return []
  }
}

/** Where test runners and bundlers write below the packages that they read. */
export const packageCaches = ['.cache', '.vite', '.vite-temp', '.vitest']

/** Installed packages, read-only but for the caches that tools keep among them; those are private and empty. */
export async function installedPackages(path: string): Promise<Mount> {
  const canHoldCaches = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!canHoldCaches) return readOnly(path)
  const caches = packageCaches.flatMap((name) => emptyFolder(join(path, name)).words)
  return { path, words: [...writable(path).words, ...caches, '--remount-ro', path] }
}

/** A mount covers what lies beneath its path, so those above come first. */
export function inOrder(mounts: readonly Mount[]): string[] {
  return mounts.toSorted((one, other) => depth(one.path) - depth(other.path)).flatMap(({ words }) => words)
}

function depth(path: string): number {
  return path.split('/').filter(Boolean).length
}
