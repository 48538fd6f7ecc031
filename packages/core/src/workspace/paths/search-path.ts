import { realpath } from 'node:fs/promises'
import { delimiter, isAbsolute } from 'node:path'
import { isInside } from './is-inside.ts'

/** The search path without folders inside the repository, where `npx` puts `node_modules/.bin`: a `git` there is not git. */
export async function searchPathOutside(root: string, path: string): Promise<string> {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  return folders.filter((folder, index) => !isInside(root, folder) && !isInside(root, real[index]!)).join(delimiter)
}
