import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { isInside, searchPathOutside } from 'loop-core/workspace'

/** The real path of a program on a search path; one that lies in the workspace is not what it seems to be, and is not found. */
export async function findProgram(name: string, path: string, root: string): Promise<string | undefined> {
  const folders = (await searchPathOutside(root, path)).split(delimiter).filter(Boolean)
  for (const folder of folders) {
    const program = await realpath(join(folder, name)).catch(() => undefined)
    if (program && !isInside(root, program) && (await isExecutable(program))) return program
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
