import { constants, existsSync } from 'node:fs'
import { mkdir, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder beneath a root in which files can be made and renamed, although somebody may put another in its place meanwhile. */
export interface HeldFolder {
  /** The path by which the system finds something in it. */
  at(name: string): string
  /** Whether it is still where its path says, with no link on the way. */
  isInPlace(): Promise<boolean>
  /** Makes renames in it survive a power cut. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Linux names what a descriptor holds, so that no link can come in between; elsewhere a path is all there is. */
const byDescriptor = existsSync('/proc/self/fd')

const folderFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * Takes hold of a folder by its path from a real root, and follows no link; `make` makes the folders that are missing.
 * Throws what the system says: `ENOENT` for a missing one, `ELOOP` or `ENOTDIR` for a link or a file in its place.
 */
export async function holdFolder(realRoot: string, path: string, { make }: { make: boolean }): Promise<HeldFolder> {
  if (!byDescriptor) return holdByPath(join(realRoot, path), make)
  let held = await holdByDescriptor(realRoot, realRoot)
  for (const part of path.split('/').filter((name) => name !== '.')) {
    try {
      if (make) await mkdir(held.at(part)).catch(ignoreExisting)
      const inner = await holdByDescriptor(held.at(part), join(held.expected, part))
      await held.close()
      held = inner
    } catch (error) {
      await held.close()
      throw error
    }
  }
  return held
}

async function holdByDescriptor(path: string, expected: string): Promise<HeldFolder & { expected: string }> {
  const handle = await open(path, folderFlags)
  const itself = `/proc/self/fd/${handle.fd}`
  return {
    expected,
    at: (name) => `${itself}/${name}`,
    isInPlace: async () => (await realpath(itself).catch(() => undefined)) === expected,
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function holdByPath(path: string, make: boolean): Promise<HeldFolder> {
  if (make) await mkdir(path, { recursive: true })
  const isInPlace = async () => (await realpath(path).catch(() => undefined)) === path
  if (!(await isInPlace())) throw Object.assign(new Error('a link or nothing is in the place of a folder'), { code: 'ENOENT' })
  return { at: (name) => join(path, name), isInPlace, sync: async () => undefined, close: async () => undefined }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
