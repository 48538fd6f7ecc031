import { GitFailure } from '../git/ask-git.ts'
import type { IndexEntry } from '../git/git-index.ts'
import { parseStatus, type WorkTreeStatus } from '../git/git-status.ts'
import { type OpenRepository, openRepository } from '../git/open-repository.ts'
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
  const status = await readStatus(repository, paths)
  survey.countUntracked(status.untracked.length)
  const doubtful = doubtfulPaths(repository.index, status)
  const clean = repository.index.filter(({ raw }) => !doubtful.has(raw))
  const seen = await lookAtPaths(place, repository, doubtful)
  for (const { size } of seen.files) survey.countBytes(size)
  const { ask, settings } = repository
  const hashed = await hashFiles({ folder: place.folder, ask, autoCrlf: settings.autoCrlf }, seen.files)
  const entries = [...clean, ...seen.links, ...hashed].map((entry) => listed(place, entry))
  return { entries, nested: seen.nested, head: status.head, excludes: repository.excludes }
}

const statusArguments = ['--porcelain=v2', '--branch', '--no-ahead-behind', '-z', '--untracked-files=all', '--no-renames']

async function readStatus({ ask }: OpenRepository, paths: readonly string[]): Promise<WorkTreeStatus> {
  // Submodules are listed by us: git would look into them with their own filters on.
  const output = await ask(['status', ...statusArguments, '--ignore-submodules=all', '--', ...paths])
  const status = parseStatus(output)
  if (!status) throw new GitFailure('git status answered in another form')
  return status
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
