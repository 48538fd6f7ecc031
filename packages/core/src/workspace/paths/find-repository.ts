import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The nearest folder, from a folder upwards, that holds a git repository; null if there is none. */
export async function findRepositoryRoot(start: string): Promise<string | null> {
  let folder = await realpath(start)
  while (!(await holdsRepository(folder))) {
    if (dirname(folder) === folder) return null
    folder = dirname(folder)
  }
  return folder
}

/** Whether a folder has a `.git` that git would recognise: a folder with a HEAD, or a file that names such a folder. */
export async function holdsRepository(folder: string | Buffer): Promise<boolean> {
  const git = Buffer.concat([Buffer.from(folder as string), Buffer.from('/.git')])
  const stats = await stat(git).catch(() => undefined)
  if (!stats) return false
  if (stats.isFile()) return stats.size < 65_536 && (await readFile(git, 'latin1')).startsWith('gitdir:')
  return (await lstat(Buffer.concat([git, Buffer.from('/HEAD')])).catch(() => undefined)) !== undefined
}
