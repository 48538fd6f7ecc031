import { relativePathFault } from 'loop-core/workspace'

/** What one folder or repository holds. */
export interface FolderNames {
  /** Files and links, by their path from the folder. */
  names: string[]
  /** Folders ending in `/` that hold a repository of their own. */
  nested: string[]
}

/** More files than this are not listed: they are what programs make. */
export const mostNames = 100_000

/** Whether a name is shown: a forged index may name anything, and our own folder is nobody's business. */
export function isListed(name: string): boolean {
  return relativePathFault(name) === undefined && !/(?:^|\/)\.(?:git|forloop)(?:\/|$)/i.test(name)
}
