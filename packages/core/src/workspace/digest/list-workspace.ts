import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { findRepositoryRoot } from '../paths/find-repository.ts'
import { faultOf } from './fault-of.ts'
import { listFolder } from './list-folder.ts'
import { listNested } from './list-nested.ts'
import { listRepository } from './list-repository.ts'
import type { Entry, Listing } from './listing.ts'
import type { Place } from './place.ts'
import { rawPath } from './raw-path.ts'
import { type ListingOptions, type Survey, startSurvey } from './survey.ts'

const nothing: Listing = { vcs: 'none', head: null, excludes: Buffer.alloc(0), entries: [] }

/** Lists the content of a working tree; one that cannot be listed within the bounds has a `reason`, and nothing is thrown. */
export async function listWorkspace(root: string, options: ListingOptions = {}): Promise<Listing> {
  const survey = startSurvey(options)
  let vcs: Listing['vcs'] = 'none'
  try {
    const folder = await realpath(root)
    const repository = await findRepositoryRoot(folder)
    if (repository === null) return await listPlain(survey, folder)
    vcs = 'git'
    return (await listTracked(survey, placeInRepository(repository, folder))) ?? (await listPlain(survey, folder))
  } catch (error) {
    return { ...nothing, vcs, ...faultOf(survey, error) }
  } finally {
    survey.stop()
  }
}

/** The listing that git gives; undefined for a folder of which the repository around it knows nothing, because it is ignored there. */
async function listTracked(survey: Survey, place: Place): Promise<Listing | undefined> {
  const { entries, nested, head, excludes } = await listRepository(survey, place)
  if (place.scope !== '' && entries.length + nested.length === 0) return undefined
  return { vcs: 'git', head, excludes, entries: sorted(entries.concat(await listNested(survey, nested))) }
}

async function listPlain(survey: Survey, folder: string): Promise<Listing> {
  const { entries, nested } = await listFolder(survey, { kind: 'folder', folder, at: '', scope: '', depth: 0 })
  return { ...nothing, entries: sorted(entries.concat(await listNested(survey, nested))) }
}

function placeInRepository(repository: string, folder: string): Place {
  const inner = relative(repository, folder)
  const scope = inner === '' ? '' : `${rawPath(inner.split(sep).join('/'))}/`
  return { kind: 'repository', folder: repository, at: '', scope, depth: 0 }
}

/** By the bytes of the path, as git sorts. */
function sorted(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => (one.raw < other.raw ? -1 : 1))
}
