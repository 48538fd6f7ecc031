import { sep } from 'node:path'
import { relativePathFault } from 'loop-core/workspace'
import { faultRefusal } from '../refusals.ts'

/** The one way to write a path that a caller gave: parts joined by `/`, `.` for the root. Refuses what cannot be inside. */
export function plainPath(path: string): string {
  const fault = relativePathFault(path)
  if (fault) throw faultRefusal(path, fault)
  const parts = path.split(sep === '\\' ? /[\\/]/ : '/').filter((part) => part !== '' && part !== '.')
  return parts.join('/') || '.'
}
