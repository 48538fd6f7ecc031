import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { folderMissing } from './refusals.ts'

/** Writes pieces to a stream that stays open, no faster than it takes them; whoever reads may stop early. */
export async function printPieces(stream: NodeJS.WritableStream, pieces: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(pieces), stream, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** Puts a file in its place when it is whole, so that nobody meets half of it; a link there is replaced, not followed. */
export async function writeWhole(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  if (!(await isFolder(dirname(path)))) throw folderMissing(dirname(path))
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await pipeline(Readable.from(pieces), createWriteStream(draft, { flags: 'wx' }))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
