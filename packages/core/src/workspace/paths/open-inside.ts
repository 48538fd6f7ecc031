import { type FileHandle, open, stat } from 'node:fs/promises'
import { readingFlags, wasMoved } from './opened-place.ts'
import { type ContainmentFault, type PlaceInside, resolveInside } from './resolve-inside.ts'

export type OpenFault = ContainmentFault | 'missing' | 'not_a_file' | 'moved'

export type OpenedFile = { file: FileHandle; path: string } | { fault: OpenFault }

/** Opens a regular file inside the root for reading; the caller closes it. */
export async function openInside(root: string, path: string): Promise<OpenedFile> {
  const place = await resolveInside(root, path)
  if (!place.inside) return place
  if (!place.exists) return { fault: 'missing' }
  return openPlace(place, () => resolveInside(root, path))
}

async function openPlace(place: PlaceInside, resolveAgain: () => ReturnType<typeof resolveInside>): Promise<OpenedFile> {
  const file = await open(place.path, readingFlags).catch((error: NodeJS.ErrnoException) => error)
  if (file instanceof Error) return { fault: faultOfOpening(file.code) }
  const fault = await faultOfOpened(file, place.path, resolveAgain)
  if (!fault) return { file, path: place.path }
  await file.close()
  return { fault }
}

/** Makes sure that what was opened is still what the path inside the root leads to. */
async function faultOfOpened(
  file: FileHandle,
  path: string,
  resolveAgain: () => ReturnType<typeof resolveInside>,
): Promise<OpenFault | undefined> {
  const opened = await file.stat()
  if (!opened.isFile()) return 'not_a_file'
  // Looking at the path once more proves nothing by itself: it can be swapped and put back between any two looks.
  if (await wasMoved(file, path)) return 'moved'
  const now = await resolveAgain()
  if (!now.inside) return now.fault
  const there = await stat(now.path).catch(() => undefined)
  return there?.ino === opened.ino && there.dev === opened.dev ? undefined : 'moved'
}

function faultOfOpening(code: string | undefined): OpenFault {
  if (code === 'ENOENT') return 'missing'
  if (code === 'ELOOP') return 'moved'
  // A socket has no other side to open; a folder opens on some systems only.
  return code === 'ENXIO' || code === 'EISDIR' ? 'not_a_file' : 'unreachable'
}
