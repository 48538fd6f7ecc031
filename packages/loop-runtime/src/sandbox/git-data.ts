import { lstat, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { findRepositoryRoot } from 'loop-core/workspace'

/**
 * The top of the worktree that a folder lies in, and the git data of its repository; nothing where `.git` is no file.
 *
 * A file that merely claims to belong to a worktree could have any folder shown, so git's own record has to name it in return.
 */
export async function gitDataOf(root: string): Promise<string[]> {
  const top = await findRepositoryRoot(root)
  if (top === null) return []
  try {
    const file = join(top, '.git')
    if (!(await lstat(file)).isFile()) return []
    const record = await realpath(resolve(top, await textOf(file, 'gitdir: ')))
    const common = dirname(dirname(record))
    const namesIt = (await realpath(resolve(record, await textOf(join(record, 'gitdir'))))) === (await realpath(file))
    return namesIt && basename(dirname(record)) === 'worktrees' ? [top, common] : []
  } catch {
    return []
  }
}

async function textOf(path: string, prefix = ''): Promise<string> {
  const text = await readFile(path, 'utf8')
  return text.slice(text.startsWith(prefix) ? prefix.length : 0).trimEnd()
}
