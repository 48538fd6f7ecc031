import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { GitFailure } from './ask-git.ts'

const longestExcludesBytes = 1024 * 1024

interface Places {
  root: string
  /** The folder that all work trees of the repository share. */
  commonFolder: string
  /** A further file of rules that the repository's configuration names. */
  ownFile: string | undefined
}

/** The private ignore rules of a repository, which travel with no commit; empty where there are none. */
export async function readExcludes({ root, commonFolder, ownFile }: Places): Promise<Buffer> {
  const usual = await readRules(join(commonFolder, 'info', 'exclude'))
  if (ownFile === undefined) return usual
  const further = await readRules(resolve(root, ownFile))
  // The name too: one that only git can resolve, such as `~/rules`, still says that rules have changed.
  return Buffer.concat([usual, Buffer.from(`\0${ownFile}\0`), further])
}

async function readRules(path: string): Promise<Buffer> {
  // Without waiting, because a FIFO in that place would hang us.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(ignoreMissing)
  if (!file) return Buffer.alloc(0)
  try {
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > longestExcludesBytes) throw new GitFailure('the private ignore rules are no file of a usual size')
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
