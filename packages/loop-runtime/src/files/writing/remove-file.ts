import { unlink } from 'node:fs/promises'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { inFolder, requireInPlace } from './in-folder.ts'

/** Removes a file; one that is gone already is no fault, because a step may be done twice after a crash. */
export async function removeFile(files: WorkspaceFiles, path: string): Promise<void> {
  await inFolder(files, { path, make: false }, async (target) => {
    if (target.mode === undefined) return
    await requireInPlace(target.folder, path)
    await unlink(target.path)
    await target.folder.sync()
  })
}
