import { digestOf, type Entry, entriesOf, type Listing, type ListingFault, type ListingOptions, listWorkspace } from 'loop-core/workspace'
import type { Policy } from '../policy/policy.ts'

/** What the files of a folder are at one moment, by content. */
export interface Look {
  /** Null if the folder could not be listed within the bounds. */
  digest: string | null
  reason?: ListingFault
  /** What git or the system said, for the person at the machine. */
  detail?: string
  head: string | null
  vcs: 'git' | 'none'
  /** The content of the files that each criterion is about. */
  scopes: Readonly<Record<string, string | null>>
  /** The content of the files whose change is shown to the person. */
  protected: string | null
  /** Those files, to name the ones that changed. */
  protectedFiles: readonly Entry[]
  listing: Listing
}

/** Looks at a folder once; all digests are of the same moment. */
export async function lookAt(
  root: string,
  policy: Policy,
  signal: AbortSignal,
  { onStart }: Pick<ListingOptions, 'onStart'> = {},
): Promise<Look> {
  const listing = await listWorkspace(root, { signal, onStart })
  const { digest, reason, detail, head, vcs } = digestOf(listing)
  const scopes: Record<string, string | null> = {}
  for (const { id, paths } of policy.criteria) scopes[id] = paths.length === 0 ? digest : await scopeOf(listing, paths)
  const guarded = await matcherOf(policy.protected)
  const protectedFiles = entriesOf(listing, guarded)
  return { digest, reason, detail, head, vcs, scopes, protected: digestOf(listing, guarded).digest, protectedFiles, listing }
}

/** The content of the files that match, or of all where no globs are given. */
async function scopeOf(listing: Listing, paths: readonly string[]): Promise<string | null> {
  return digestOf(listing, await matcherOf(paths)).digest
}

/** Says which paths match; the library behind it is loaded only where there are globs. */
export async function matcherOf(globs: readonly string[]): Promise<(path: string) => boolean> {
  if (globs.length === 0) return () => true
  const { matcher } = await import('../policy/globs.ts')
  return matcher(globs)
}
