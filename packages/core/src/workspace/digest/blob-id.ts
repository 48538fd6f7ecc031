import { createHash, type Hash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { readingFlags, wasMoved } from '../paths/opened-place.ts'

/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256'

/** The id that git gives to these bytes. */
export function blobId(bytes: Uint8Array, format: ObjectFormat): string {
  return blobHash(bytes.length, format).update(bytes).digest('hex')
}

/** The id of a regular file's bytes as they are on disk; undefined for anything else, and for what lies behind a link, which may lead anywhere. */
export async function fileBlobId(path: Buffer, format: ObjectFormat): Promise<string | undefined> {
  const file = await open(path, readingFlags).catch(undefinedIfReplaced)
  if (file === undefined) return undefined
  try {
    const stats = await file.stat()
    if (!stats.isFile() || (await wasMoved(file, path))) return undefined
    const hash = blobHash(stats.size, format)
    const buffer = Buffer.allocUnsafe(64 * 1024)
    for (let read = await file.read(buffer); read.bytesRead > 0; read = await file.read(buffer))
      hash.update(buffer.subarray(0, read.bytesRead))
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

/** Somebody works here: since the path was seen, it or a folder above it may have gone or become a link. */
function undefinedIfReplaced(error: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) throw error
}

/** The mode that git gives to a file, a link or nothing else. */
export function modeOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return '120000'
  return stats.mode & 0o100 ? '100755' : '100644'
}

function blobHash(length: number, format: ObjectFormat): Hash {
  return createHash(format).update(`blob ${length}\0`)
}
