import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { GitFailure } from './ask-git.ts'

const longestExcludesBytes = 1024 * 1024

/** The repository's private ignore rules, which travel with no commit; empty where there are none. */
export async function readExcludes(commonFolder: string): Promise<Buffer> {
  // Without waiting, because a FIFO in that place would hang us.
  const file = await open(join(commonFolder, 'info', 'exclude'), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(ignoreMissing)
  if (!file) return Buffer.alloc(0)
  try {
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > longestExcludesBytes) throw new GitFailure('info/exclude is no file of a usual size')
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
