import { GitFailure } from '../git/ask-git.ts'
import { hashPaths } from '../git/git-blobs.ts'
import type { IndexEntry } from '../git/git-index.ts'
import { keptLineEndings } from '../git/git-line-endings.ts'
import type { OpenRepository } from '../git/open-repository.ts'
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

type Repository = Pick<OpenRepository, 'ask' | 'settings'>

/** Finds the blob ids that files would have in the next commit. */
export async function hashFiles(folder: string, repository: Repository, files: readonly FileToHash[]): Promise<HashedFile[]> {
  try {
    return await hashNow(repository, files)
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    // Somebody works here: a file may be gone since we saw it.
    const left = await stillThere(folder, files)
    if (left.length === files.length) throw error
    return hashNow(repository, left)
  }
}

/** Nearly always no file is of those whose line endings are kept, so all are hashed while git is asked about them. */
async function hashNow({ ask, settings }: Repository, files: readonly FileToHash[]): Promise<HashedFile[]> {
  const tracked = files.filter((file) => file.tracked && isUnicode(file.raw)).map(({ raw }) => pathText(raw))
  const [kept, ids] = await Promise.all([
    keptOf(),
    hashPaths(
      ask,
      files.map(({ raw }) => raw),
    ),
  ])
  const keptFiles = files.filter(({ raw }) => kept.has(raw))
  const keptIds = await hashPaths(
    ask,
    keptFiles.map(({ raw }) => raw),
    ['--no-filters'],
  )
  const idOfKept = new Map(keptFiles.map(({ raw }, index) => [raw, keptIds[index]!]))
  return files.map((file, index) => ({ ...file, id: idOfKept.get(file.raw) ?? ids[index]! }))

  async function keptOf() {
    return tracked.length === 0 ? new Set<string>() : keptLineEndings(ask, tracked, (await settings()).autoCrlf)
  }
}

async function stillThere(folder: string, files: readonly FileToHash[]): Promise<FileToHash[]> {
  const disk = diskUnder(folder)
  const left: FileToHash[] = []
  for (const file of files) if ((await disk.look(file.raw))?.isFile()) left.push(file)
  return left
}
