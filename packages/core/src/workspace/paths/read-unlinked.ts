import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { noFollow } from './no-follow.ts'

/** Why a file was not read: a link stands somewhere on its path, it was swapped meanwhile, it is something else, or the system says no. */
export type UnlinkedFault = 'linked' | 'not_a_file' | 'too_large' | 'unreadable'

/** Without waiting, because a FIFO would hang us. */
const readingFlags = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a regular file that lies at exactly this path under a real root, without a link anywhere.
 *
 * It blocks, since a promise for each call costs several times what a small file does: for many files, of which one may be passed over.
 */
export function readUnlinked(realRoot: string, path: string, maxBytes: number): Buffer | UnlinkedFault {
  const place = join(realRoot, path)
  const file = openQuickly(place)
  if (typeof file === 'string') return file
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) return 'not_a_file'
    if (stats.size > maxBytes) return 'too_large'
    return placeOf(file, place) === place ? readBytes(file, stats.size) : 'linked'
  } catch {
    return 'unreadable'
  } finally {
    closeSync(file)
  }
}

function openQuickly(place: string): number | UnlinkedFault {
  try {
    return openSync(place, readingFlags)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP' ? 'linked' : 'unreadable'
  }
}

/** Linux knows where the opened file itself is; elsewhere we look at the path once more. */
function placeOf(file: number, place: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${file}`)
  } catch {
    return realpathSync.native(place)
  }
}

function readBytes(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(file, bytes, length, size - length, null)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}
