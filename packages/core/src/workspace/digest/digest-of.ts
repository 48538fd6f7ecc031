import { createHash } from 'node:crypto'
import { listWorkspace } from './list-workspace.ts'
import type { Entry, Listing, ListingFault } from './listing.ts'
import { pathText } from './raw-path.ts'
import type { ListingOptions } from './survey.ts'

export interface DigestResult {
  /** `d1:` and 64 hex digits; null if the working tree could not be listed. */
  digest: string | null
  reason?: ListingFault
  detail?: string
  head: string | null
  vcs: 'git' | 'none'
}

/** Names the content of a working tree: committing it keeps the name, changing one byte does not. */
export async function digestWorkspace(root: string, options: ListingOptions = {}): Promise<DigestResult> {
  return digestOf(await listWorkspace(root, options))
}

/** Names the content of the paths that match, or of all; of one listing any number of digests can be made. */
export function digestOf(listing: Listing, matches?: (path: string) => boolean): DigestResult {
  const { head, vcs, reason, detail } = listing
  if (reason) return { digest: null, reason, detail, head, vcs }
  const included = matches ? listing.entries.filter(({ raw, mode }) => mode === 'exclude' || matches(pathText(raw))) : listing.entries
  const hash = createHash('sha256').update('loop-digest-v1\0').update(framed(listing.excludes))
  hash.update(included.map(recordOf).join(''), 'latin1')
  return { digest: `d1:${hash.digest('hex')}`, head, vcs }
}

/** The files that match, each with what it holds. */
export function entriesOf({ entries }: Listing, matches: (path: string) => boolean): Entry[] {
  return entries.filter(({ raw, mode }) => mode !== 'exclude' && matches(pathText(raw)))
}

function recordOf({ mode, id, raw }: Entry): string {
  return `${mode} ${id}\t${raw}\0`
}

/** The rules as they are, unless they could be read as records: then a deleted file could be written into them. */
function framed(excludes: Buffer): Buffer {
  const ambiguous = excludes.includes('\0') || excludes.includes('\t')
  return ambiguous ? Buffer.from(createHash('sha256').update(excludes).digest('hex')) : excludes
}
