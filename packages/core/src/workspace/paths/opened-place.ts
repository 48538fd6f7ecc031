import { constants } from 'node:fs'
import { type FileHandle, readlink } from 'node:fs/promises'
import { noFollow } from './no-follow.ts'

/** Without waiting (a FIFO would hang) and without following a link that was put there since the path was resolved. */
export const readingFlags = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0)

/** Whether a file that was opened by its real path is somewhere else: Linux says where it is; other systems have no such answer. */
export async function wasMoved(file: FileHandle, path: string | Buffer): Promise<boolean> {
  const itself = await readlink(`/proc/self/fd/${file.fd}`, 'buffer').catch(() => undefined)
  return itself !== undefined && !itself.equals(Buffer.from(path))
}
