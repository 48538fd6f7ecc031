import { join } from 'node:path'
import { type Entry, NoListing } from './listing.ts'
import { isUnicode, pathText } from './raw-path.ts'

const deepestNesting = 3

/** A folder to list: the workspace itself, or a repository found inside it. */
export interface Place {
  kind: 'repository' | 'folder'
  /** Its real path. */
  folder: string
  /** What stands before its paths in the listing: empty, or ending in `/`. */
  at: string
  /** The part of the repository to list: empty for all, or ending in `/`. */
  scope: string
  depth: number
  /** Stands for the place if nothing is in it, as for a submodule that was never checked out. */
  ifEmpty?: Entry
}

/** What one place adds to the listing, and the places found in it. */
export interface Part {
  entries: Entry[]
  nested: Place[]
}

/** A place for a folder inside another place. */
export function nestedPlace(outer: Place, raw: string, kind: Place['kind']): Place {
  const depth = outer.depth + 1
  if (depth > deepestNesting) throw new NoListing('workspace_too_large', `repositories nested more than ${deepestNesting} deep`)
  return { kind, folder: folderIn(outer, raw), at: `${listedPath(outer, raw)}/`, scope: '', depth }
}

/** The path of a folder as text, which is all that a child process can be started in. */
function folderIn(place: Place, raw: string): string {
  if (!isUnicode(raw)) throw new NoListing('unreadable', 'the name of a nested repository is no Unicode')
  return join(place.folder, pathText(raw))
}

/** Turns a path in the place into the path in the listing. */
export function listedPath(place: Place, raw: string): string {
  return place.at + raw.slice(place.scope.length)
}
