import { lstat } from 'node:fs/promises'
import { basename, dirname } from 'node:path/posix'
import { faultRefusal, notAFile, notWritable, writtenThroughLink } from '../refusals.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { type HeldFolder, holdFolder } from './held-folder.ts'

/** One name in a folder that is held while something is done to it. */
export interface Target {
  folder: HeldFolder
  /** By which the system finds it. */
  path: string
  /** Undefined for what is not there. */
  mode: number | undefined
}

/** Does something to a file that may be written, by its folder; the file is regular or missing. Without `make`, nothing in a missing folder. */
export async function inFolder(
  files: WorkspaceFiles,
  { path, make }: { path: string; make: boolean },
  act: (target: Target) => Promise<void>,
): Promise<void> {
  let folder: HeldFolder | undefined
  try {
    folder = await holdFolder(files.root, dirname(path), { make })
    const target = folder.at(basename(path))
    await act({ folder, path: target, mode: await modeOfFile(target, path) })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' || make) throw inWords(error as NodeJS.ErrnoException, path)
  } finally {
    await folder?.close()
  }
}

/** Refuses to go on if the folder was moved or swapped since it was found; asked right before the last step. */
export async function requireInPlace(folder: HeldFolder, path: string): Promise<void> {
  if (!(await folder.isInPlace())) throw faultRefusal(path, 'outside')
}

async function modeOfFile(target: string, path: string): Promise<number | undefined> {
  const stats = await lstat(target).catch(undefinedIfMissing)
  if (stats?.isSymbolicLink()) throw writtenThroughLink(path)
  if (stats && !stats.isFile()) throw notAFile(path)
  // Never with the rights of another user, whatever the file had.
  return stats && stats.mode & 0o777
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function inWords(error: NodeJS.ErrnoException, path: string): Error {
  switch (error.code) {
    case 'ELOOP':
      return writtenThroughLink(path)
    case 'ENOTDIR':
      return faultRefusal(path, 'not_a_folder')
    // A folder that was there or was made is gone again.
    case 'ENOENT':
      return faultRefusal(path, 'moved')
    case 'ENAMETOOLONG':
      return faultRefusal(path, 'too_long')
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(path)
    default:
      return error
  }
}
