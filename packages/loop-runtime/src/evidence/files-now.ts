import { changedPaths, digestOf, type Listing, listWorkspace } from 'loop-core/workspace'
import type { Runtime } from '../runtime.ts'

/** The files of a root at one moment. */
export interface FilesNow {
  /** Null where the workspace is too large for one. */
  digest: string | null
  listing: Listing
}

/** Looks at the files of a root. What comes after an effect is looked at without a signal, since it happened whoever has gone. */
export async function filesNow({ environment }: Pick<Runtime, 'environment'>, root: string, signal?: AbortSignal): Promise<FilesNow> {
  const listing = await listWorkspace(root, { env: environment, ...(signal && { signal }) })
  const { digest } = digestOf(listing)
  signal?.throwIfAborted()
  if (digest !== null) remember(digest, listing)
  return { digest, listing }
}

/** The paths that a command or a patch changed; none where one of the two sides could not be listed. */
export function changedBetween(before: FilesNow, after: FilesNow): string[] {
  return before.digest === null || after.digest === null ? [] : changedPaths(before.listing, after.listing)
}

/** The paths that differ now from the files of a digest; undefined where nobody here has seen those. */
export function changedSince(digest: string | null, now: FilesNow): string[] | undefined {
  const then = digest === null ? undefined : seen.get(digest)
  return then && now.digest !== null ? changedPaths(then, now.listing) : undefined
}

/** What a digest names never changes, so what was seen once may be kept; the last few are enough to say what changed. */
const seen = new Map<string, Listing>()
const mostSeen = 8

function remember(digest: string, listing: Listing): void {
  seen.delete(digest)
  seen.set(digest, listing)
  const [oldest] = seen.keys()
  if (seen.size > mostSeen) seen.delete(oldest!)
}
