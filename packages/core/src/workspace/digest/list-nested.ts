import { createHash } from 'node:crypto'
import { listFolder } from './list-folder.ts'
import { listRepository } from './list-repository.ts'
import type { Entry } from './listing.ts'
import type { Part, Place } from './place.ts'
import type { Survey } from './survey.ts'

/** Lists the repositories found in a place, and those found in them. */
export async function listNested(survey: Survey, found: readonly Place[]): Promise<Entry[]> {
  let entries: Entry[] = []
  // Grows while it is read.
  const places = [...found]
  for (const place of places) {
    survey.check()
    const part = place.kind === 'folder' ? await listFolder(survey, place) : await listInner(survey, place)
    entries = entries.concat(part.entries)
    places.push(...part.nested)
  }
  return entries
}

/** Private ignore rules can hide files here as well as in the outer repository, so they are an entry. */
async function listInner(survey: Survey, place: Place): Promise<Part> {
  const { entries, nested, excludes } = await listRepository(survey, place)
  if (excludes.length === 0) return { entries, nested }
  const id = createHash('sha256').update(excludes).digest('hex')
  return { nested, entries: [...entries, { raw: `${place.at}.git/info/exclude`, mode: 'exclude', id }] }
}
