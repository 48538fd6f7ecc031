import { constants } from 'node:fs'
import { type FileHandle, open, readlink, stat } from 'node:fs/promises'
import { type ContainmentFault, type PlaceInside, resolveInside } from './resolve-inside.ts'

export type OpenFault = ContainmentFault | 'missing' | 'not_a_file' | 'moved'

export type OpenedFile = { file: FileHandle; path: string } | { fault: OpenFault }

/** macOS follows no link at all on the way, which the path of the place has none of (O_NOFOLLOW_ANY of its fcntl.h). */
const noFollow = process.platform === 'darwin' ? 0x20000000 : (constants.O_NOFOLLOW ?? 0)

/** Without waiting (a FIFO would hang) and without following a link that was put there since the path was resolved. */
const readingFlags = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0)

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

/** Asks Linux where the opened file itself is; other systems have no such answer. */
async function wasMoved(file: FileHandle, path: string): Promise<boolean> {
  const itself = await readlink(`/proc/self/fd/${file.fd}`).catch(() => path)
  return itself !== path
}

function faultOfOpening(code: string | undefined): OpenFault {
  if (code === 'ENOENT') return 'missing'
  if (code === 'ELOOP') return 'moved'
  // A socket has no other side to open; a folder opens on some systems only.
  return code === 'ENXIO' || code === 'EISDIR' ? 'not_a_file' : 'unreachable'
}
