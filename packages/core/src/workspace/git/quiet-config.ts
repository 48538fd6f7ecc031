import { constants } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { join } from 'node:path'

const longestConfigBytes = 256 * 1024

/** Words without which a configuration can neither name a filter nor rules to ignore, nor say where more of it stands. */
const telling = /filter|include|worktreeconfig|excludesfile|extensions/i

/**
 * Whether the repository's own configuration is so plain that git need not be asked what it says before git looks into files.
 *
 * False wherever there is any doubt, such as in a linked work tree, whose configuration stands elsewhere.
 */
export async function hasQuietConfig(root: string): Promise<boolean> {
  const folder = join(root, '.git')
  if (!(await lstat(folder)).isDirectory() || (await isThere(join(folder, 'commondir')))) return false
  const text = await readConfig(join(folder, 'config'))
  return text !== undefined && !telling.test(text)
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

async function readConfig(path: string): Promise<string | undefined> {
  // Without waiting, because a FIFO in that place would hang us.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined)
  if (!file) return undefined
  try {
    const stats = await file.stat()
    return stats.isFile() && stats.size <= longestConfigBytes ? await file.readFile('latin1') : undefined
  } finally {
    await file.close()
  }
}
