import { type AskGit, GitFailure } from '../git/ask-git.ts'
import { hashPaths } from '../git/git-blobs.ts'
import type { IndexEntry } from '../git/git-index.ts'
import { keptLineEndings } from '../git/git-line-endings.ts'
import { diskUnder } from './disk.ts'
import { isUnicode, pathText } from './raw-path.ts'

/** A regular file whose content the index does not vouch for. */
export interface FileToHash {
  raw: string
  mode: string
  size: number
  /** What the index says of it, if git tracks it. */
  tracked: IndexEntry | undefined
}

export interface HashedFile extends FileToHash {
  id: string
}

interface Repository {
  folder: string
  ask: AskGit
  autoCrlf: boolean
}

/** Finds the blob ids that files would have in the next commit. */
export async function hashFiles(repository: Repository, files: readonly FileToHash[]): Promise<HashedFile[]> {
  try {
    return await hashNow(repository, files)
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    // Somebody works here: a file may be gone since we saw it.
    const left = await stillThere(repository.folder, files)
    if (left.length === files.length) throw error
    return hashNow(repository, left)
  }
}

async function hashNow({ ask, autoCrlf }: Repository, files: readonly FileToHash[]): Promise<HashedFile[]> {
  const tracked = files.filter((file) => file.tracked && isUnicode(file.raw)).map(({ raw }) => pathText(raw))
  const kept = await keptLineEndings(ask, tracked, autoCrlf)
  const hashed: HashedFile[] = []
  for (const [group, options] of [
    [files.filter(({ raw }) => !kept.has(raw)), []],
    [files.filter(({ raw }) => kept.has(raw)), ['--no-filters']],
  ] as const) {
    const paths = group.map(({ raw }) => raw)
    const ids = await hashPaths(ask, paths, options)
    for (const [index, file] of group.entries()) hashed.push({ ...file, id: ids[index]! })
  }
  return hashed
}

async function stillThere(folder: string, files: readonly FileToHash[]): Promise<FileToHash[]> {
  const disk = diskUnder(folder)
  const left: FileToHash[] = []
  for (const file of files) if ((await disk.look(file.raw))?.isFile()) left.push(file)
  return left
}
