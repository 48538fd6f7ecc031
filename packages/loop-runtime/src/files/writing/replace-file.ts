import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { inFolder, requireInPlace, type Target } from './in-folder.ts'

interface Replacement {
  /** Written with `plainPath`, and checked with `checkWritable`. */
  path: string
  bytes: Uint8Array
  /** Of a file that is not there yet, such as one that is moved. */
  mode?: number
}

/** Puts a new content in the place of a file, all of it or nothing; missing folders are made, and the mode stays. */
export async function replaceFile(files: WorkspaceFiles, { path, bytes, mode }: Replacement): Promise<void> {
  await inFolder(files, { path, make: true }, (target) => replace({ ...target, mode: target.mode ?? mode }, path, bytes))
}

async function replace({ folder, path, mode }: Target, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = folder.at(`.loop-${randomBytes(8).toString('hex')}.tmp`)
  try {
    await writeNew(temporary, bytes, mode)
    await requireInPlace(folder, name)
    // A hard link is left alone by this: the name gets a file of its own.
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await folder.sync()
}

const newFileFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)

async function writeNew(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const file = await open(path, newFileFlags, mode ?? 0o666)
  try {
    await file.writeFile(bytes)
    // The system took from the mode what new files do not get.
    if (mode !== undefined) await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}
