import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isInside } from './is-inside.ts'
import { type PathFault, relativePathFault } from './relative-path.ts'

/** Why a path does not lead to a place inside the root. */
export type ContainmentFault = PathFault | 'outside' | 'dangling_link' | 'link_loop' | 'not_a_folder' | 'unreachable'

export interface PlaceInside {
  inside: true
  /** The real path, free of links. */
  path: string
  /** False for something that could be created there. */
  exists: boolean
  /** Whether a link was followed on the way: such a path may be read, but nothing may be written through it. */
  linked: boolean
}

export interface PlaceRefused {
  inside: false
  fault: ContainmentFault
}

type Followed = { path: string; exists: boolean } | { fault: ContainmentFault }

/**
 * Finds the real place of a relative path, which may not exist yet, and refuses it if it is not under the root.
 * The answer holds for the moment: ask again right before a rename, and open files with `openInside`.
 */
export async function resolveInside(root: string, path: string): Promise<PlaceInside | PlaceRefused> {
  const written = relativePathFault(path)
  if (written) return { inside: false, fault: written }
  const realRoot = await realpath(root)
  const target = resolve(realRoot, path)
  const followed = await follow(target)
  if ('fault' in followed) return { inside: false, fault: followed.fault }
  if (!isInside(realRoot, followed.path)) return { inside: false, fault: 'outside' }
  return { inside: true, ...followed, linked: followed.path !== target }
}

async function follow(target: string): Promise<Followed> {
  try {
    return { path: await realpath(target), exists: true }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? followParent(target) : { fault: faultOfCode(code) }
  }
}

/** The place of something that does not exist: the real place of its parent, plus its name. */
async function followParent(target: string): Promise<Followed> {
  // Writing to a link without a target would create the target, wherever that is.
  if (await isLink(target)) return { fault: 'dangling_link' }
  const parent = await follow(dirname(target))
  return 'fault' in parent ? parent : { path: join(parent.path, basename(target)), exists: false }
}

async function isLink(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined)
  return stats?.isSymbolicLink() ?? false
}

function faultOfCode(code: string | undefined): ContainmentFault {
  if (code === 'ELOOP') return 'link_loop'
  if (code === 'ENOTDIR') return 'not_a_folder'
  return code === 'ENAMETOOLONG' ? 'too_long' : 'unreachable'
}
