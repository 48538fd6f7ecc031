import { lstat } from 'node:fs/promises'
import { resolveInside } from 'loop-core/workspace'
import { plainPath } from '../paths/plain-path.ts'
import { readWhole } from '../reading/open-file.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { checkWritable } from './check-writable.ts'
import { removeFile } from './remove-file.ts'
import { replaceFile } from './replace-file.ts'

/** The files of a workspace as what patches them needs them; every call checks its path. */
export interface FilePort {
  /** Null for a missing file. */
  read(path: string): Promise<Buffer | null>
  /** The mode is that of a new file; one that is there keeps its own. */
  write(path: string, bytes: Uint8Array, mode?: number): Promise<void>
  /** A file that is gone already is no fault. */
  remove(path: string): Promise<void>
  /** The permissions of a file, which go along when it is moved; null for a missing one. */
  mode(path: string): Promise<number | null>
}

const longestFileBytes = 2 * 1024 * 1024

/** Opens the files of a workspace to patches. */
export function filePort(files: WorkspaceFiles): FilePort {
  return {
    read: (path) => readWhole(files, plainPath(path), longestFileBytes),
    write: async (path, bytes, mode) => replaceFile(files, { path: await checkWritable(files, path), bytes, mode }),
    remove: async (path) => removeFile(files, await checkWritable(files, path)),
    async mode(path) {
      const place = await resolveInside(files.root, plainPath(path))
      return place.inside && place.exists ? (await lstat(place.path)).mode & 0o777 : null
    },
  }
}
