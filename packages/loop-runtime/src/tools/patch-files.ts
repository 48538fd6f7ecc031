import { nearestNames } from '../files/reading/open-file.ts'
import type { WorkspaceFiles } from '../files/workspace-files.ts'
import { filePort } from '../files/writing/file-port.ts'
import type { PatchFiles } from '../patch/patch-files.ts'

/** The files of a workspace as patches see them; each path is checked, each time. */
export function patchFiles(files: WorkspaceFiles): PatchFiles {
  const { read, mode, write, remove } = filePort(files)
  return {
    read,
    mode,
    remove,
    write: (path, bytes, wanted) => write(path, bytes, wanted ?? undefined),
    nearest: (path) => nearestNames(files, path),
  }
}
