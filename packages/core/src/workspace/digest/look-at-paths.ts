import type { Stats } from 'node:fs'
import { mapLimited } from '../../map-limited.ts'
import type { IndexEntry } from '../git/git-index.ts'
import type { OpenRepository } from '../git/open-repository.ts'
import { holdsRepository } from '../paths/find-repository.ts'
import { blobId, modeOf } from './blob-id.ts'
import { diskUnder } from './disk.ts'
import type { FileToHash } from './hash-files.ts'
import type { Entry } from './listing.ts'
import { listedPath, nestedPlace, type Place } from './place.ts'
import { diskPath } from './raw-path.ts'

/** What is on disk at some paths of a repository; what is gone is in none of the lists. */
export interface Seen {
  files: FileToHash[]
  links: Entry[]
  nested: Place[]
}

/** Looks at paths whose state git does not know or does not tell. */
export async function lookAtPaths(place: Place, repository: OpenRepository, paths: Map<string, IndexEntry | undefined>): Promise<Seen> {
  const seen: Seen = { files: [], links: [], nested: [] }
  if (paths.size === 0) return seen
  const disk = diskUnder(place.folder)
  const { fileMode } = await repository.settings()
  await mapLimited([...paths], async ([raw, tracked]) => {
    const stats = await disk.look(raw)
    if (stats?.isFile()) seen.files.push({ raw, tracked, size: stats.size, mode: modeIn(stats, tracked, fileMode) })
    if (stats?.isSymbolicLink()) seen.links.push({ raw, mode: '120000', id: blobId(await disk.linkText(raw), repository.objectFormat) })
    if (stats?.isDirectory()) seen.nested.push(...(await placesIn(place, raw, tracked)))
  })
  return seen
}

/** Where git does not look at the executable bit, a commit would keep the mode of the index. */
function modeIn(stats: Stats, tracked: IndexEntry | undefined, looksAtBit: boolean): string {
  if (looksAtBit) return modeOf(stats)
  return tracked?.mode.startsWith('100') ? tracked.mode : '100644'
}

/** A folder in the place of a path is a repository, or a submodule without one, or its files are listed one by one. */
async function placesIn(place: Place, raw: string, tracked: IndexEntry | undefined): Promise<Place[]> {
  if (await holdsRepository(diskPath(place.folder, raw))) return [nestedPlace(place, raw, 'repository')]
  if (tracked?.mode !== '160000') return []
  return [{ ...nestedPlace(place, raw, 'folder'), ifEmpty: { raw: listedPath(place, raw), mode: tracked.mode, id: tracked.id } }]
}
