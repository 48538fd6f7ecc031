import type { FileHandle } from 'node:fs/promises'
import { nearest } from 'loop-core'
import { type OpenedFile, openInside, readUnlinked } from 'loop-core/workspace'
import { plainPath } from '../paths/plain-path.ts'
import { faultRefusal, fileNotFound, pathDenied, tooLarge } from '../refusals.ts'
import { pathBeneath, type WorkspaceFiles } from '../workspace-files.ts'
import { listNames } from './list-names.ts'

/** What may be read without giving others their turn in between. */
const quickBytes = 1_048_576

/** Reads a whole file that may be read, or null if it is missing. It is written with `plainPath` before. */
export async function readWhole(files: WorkspaceFiles, path: string, maxBytes: number): Promise<Buffer | null> {
  if (files.denies(path, 'read')) throw pathDenied(path, 'read')
  // Nearly every file is small and behind no link: five calls of the system, where the road below waits eleven times.
  const quick = readUnlinked(files.root, path, Math.min(maxBytes, quickBytes))
  return typeof quick === 'string' ? readThroughLinks(files, path, maxBytes) : quick
}

/** The same for whatever the path leads to, and with the reason why it cannot be read. */
async function readThroughLinks(files: WorkspaceFiles, path: string, maxBytes: number): Promise<Buffer | null> {
  const opened = await openSteadily(files, path)
  if ('fault' in opened) {
    if (opened.fault === 'missing') return null
    throw faultRefusal(path, opened.fault)
  }
  try {
    // A link may lead from an open name to a hidden one.
    if (files.denies(pathBeneath(files, opened.path), 'read')) throw pathDenied(path, 'read')
    return await readBounded(opened.file, path, maxBytes)
  } finally {
    await opened.file.close()
  }
}

/** The same, for a caller who expects the file to be there. */
export async function readExisting(files: WorkspaceFiles, path: string, maxBytes: number): Promise<Buffer> {
  const plain = plainPath(path)
  const bytes = await readWhole(files, plain, maxBytes)
  if (bytes === null) throw fileNotFound(path, await nearestNames(files, plain))
  return bytes
}

/** An editor that replaces the file at this moment is no reason to refuse. */
async function openSteadily(files: WorkspaceFiles, path: string): Promise<OpenedFile> {
  const opened = await openInside(files.root, path)
  return 'fault' in opened && opened.fault === 'moved' ? openInside(files.root, path) : opened
}

async function readBounded(file: FileHandle, path: string, maxBytes: number): Promise<Buffer> {
  const { size } = await file.stat()
  if (size > maxBytes) throw tooLarge(path, maxBytes)
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  // Not to the end: the file may be growing.
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, size - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

const mostNamesToCompare = 20_000

/** At most three names of files that look like this one, and may be read. */
export async function nearestNames(files: WorkspaceFiles, path: string): Promise<string[]> {
  const { names } = await listNames(files.root)
  return nearest(
    path,
    names.slice(0, mostNamesToCompare).filter((name) => !files.denies(name, 'read')),
  )
}
