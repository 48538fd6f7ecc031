import { lstat } from 'node:fs/promises'
import { resolveInside } from 'loop-core/workspace'
import { plainPath } from '../paths/plain-path.ts'
import { faultRefusal, notAFile, pathDenied, writtenThroughLink } from '../refusals.ts'
import { pathBeneath, type WorkspaceFiles } from '../workspace-files.ts'

/** Answers the one way to write a path to which something may be written; refuses any other. It changes nothing. */
export async function checkWritable(files: WorkspaceFiles, path: string): Promise<string> {
  const plain = plainPath(path)
  if (files.denies(plain, 'write')) throw pathDenied(path, 'write')
  const place = await resolveInside(files.root, plain)
  if (!place.inside) throw faultRefusal(path, place.fault)
  if (files.denies(pathBeneath(files, place.path), 'write')) throw pathDenied(path, 'write')
  if (place.linked) throw writtenThroughLink(path)
  // It may be gone since it was found.
  if ((await lstat(place.path).catch(() => undefined))?.isFile() === false) throw notAFile(path)
  return plain
}
