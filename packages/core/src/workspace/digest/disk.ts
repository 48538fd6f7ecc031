import type { Stats } from 'node:fs'
import { lstat, readlink } from 'node:fs/promises'
import { diskPath } from './raw-path.ts'

/** Looks at paths under one root as git does: what lies behind a link to a folder is not there. */
export interface Disk {
  /** Undefined for what does not exist. */
  look(raw: string): Promise<Stats | undefined>
  linkText(raw: string): Promise<Buffer>
}

export function diskUnder(root: string): Disk {
  const folders = new Map<string, Promise<boolean>>()

  function isRealFolder(raw: string): Promise<boolean> {
    const known = folders.get(raw)
    if (known) return known
    const answer = raw === '' ? Promise.resolve(true) : look(raw).then((stats) => stats?.isDirectory() ?? false)
    folders.set(raw, answer)
    return answer
  }

  async function look(raw: string): Promise<Stats | undefined> {
    if (!(await isRealFolder(raw.slice(0, Math.max(0, raw.lastIndexOf('/')))))) return undefined
    return lstat(diskPath(root, raw)).catch(undefinedIfMissing)
  }

  return { look, linkText: (raw) => readlink(diskPath(root, raw), 'buffer') }
}

/** Lets a file that is gone count as deleted, and nothing else. */
export function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
