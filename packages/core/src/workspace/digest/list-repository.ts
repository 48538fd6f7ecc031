import { GitFailure } from '../git/ask-git.ts'
import type { IndexEntry } from '../git/git-index.ts'
import type { WorkTreeStatus } from '../git/git-status.ts'
import { openRepository } from '../git/open-repository.ts'
import { hashFiles } from './hash-files.ts'
import type { Entry } from './listing.ts'
import { lookAtPaths } from './look-at-paths.ts'
import { listedPath, type Part, type Place } from './place.ts'
import { isPlainPath, pathText } from './raw-path.ts'
import type { Survey } from './survey.ts'

export interface RepositoryPart extends Part {
  head: string | null
  excludes: Buffer
}

/** Lists a git repository: clean files as the index has them, all others by what is on disk. */
export async function listRepository(survey: Survey, place: Place): Promise<RepositoryPart> {
  const paths = place.scope === '' ? [] : [pathText(place.scope)]
  const repository = await openRepository(place.folder, survey, paths)
  const { index, status } = repository
  survey.countUntracked(status.untracked.length)
  const doubtful = doubtfulPaths(index, status)
  const clean = index.filter(({ raw }) => !doubtful.has(raw))
  const seen = await lookAtPaths(place, repository, doubtful)
  for (const { size } of seen.files) survey.countBytes(size)
  const hashed = await hashFiles(place.folder, repository, seen.files)
  const entries = [...clean, ...seen.links, ...hashed].map((entry) => listed(place, entry))
  return { entries, nested: seen.nested, head: status.head, excludes: repository.excludes }
}

/** The paths for which the disk decides, each with what the index says of it. */
function doubtfulPaths(index: readonly IndexEntry[], status: WorkTreeStatus): Map<string, IndexEntry | undefined> {
  if (!index.every(({ raw }) => isPlainPath(raw))) throw new GitFailure('the index names a path that git would not accept')
  const tracked = new Map(index.map((entry) => [entry.raw, entry]))
  const flagged = index.filter((entry) => entry.flagged || entry.mode === '160000').map(({ raw }) => raw)
  const raws = [...flagged, ...status.changed, ...status.untracked, ...status.repositories]
  return new Map(raws.map((raw) => [raw, tracked.get(raw)]))
}

function listed(place: Place, { raw, mode, id }: Entry): Entry {
  return { raw: listedPath(place, raw), mode, id }
}
