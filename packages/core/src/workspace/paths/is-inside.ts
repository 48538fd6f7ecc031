import { isAbsolute, relative, sep } from 'node:path'

/** Whether an absolute path is a folder or lies under it, compared by path parts, so that `/a/bc` is not inside `/a/b`. */
export function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path)
  return rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest)
}
