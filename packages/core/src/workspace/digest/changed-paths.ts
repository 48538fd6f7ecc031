import type { Entry, Listing } from './listing.ts'
import { pathText } from './raw-path.ts'

/** The paths whose content differs between two listings of one workspace, sorted. */
export function changedPaths(before: Pick<Listing, 'entries'>, after: Pick<Listing, 'entries'>): string[] {
  const old = new Map(before.entries.map((entry) => [entry.raw, entry]))
  const changed = after.entries.filter((entry) => !sameContent(entry, old.get(entry.raw))).map(({ raw }) => raw)
  const present = new Set(after.entries.map(({ raw }) => raw))
  const deleted = before.entries.filter(({ raw }) => !present.has(raw)).map(({ raw }) => raw)
  return [...changed, ...deleted].sort().map(pathText)
}

function sameContent(one: Entry, other: Entry | undefined): boolean {
  return one.mode === other?.mode && one.id === other.id
}
