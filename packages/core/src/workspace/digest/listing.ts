/** Why a working tree has no digest. */
export type ListingFault = 'workspace_too_large' | 'git_failed' | 'unreadable' | 'cancelled'

/** One file of a working tree, by its content. */
export interface Entry {
  /** The path from the root with `/`, each byte as one character, since a name need not be Unicode; sorts as git sorts. */
  raw: string
  /** As git writes it: 100644, 100755, 120000 or 160000; `exclude` for the private ignore rules of a nested repository. */
  mode: string
  /** The blob id in hex, as git would give it. */
  id: string
}

/** The content of a working tree at one moment, from which any number of digests can be made. */
export interface Listing {
  vcs: 'git' | 'none'
  /** The commit that is checked out, for people; it never enters a digest. */
  head: string | null
  /** The private ignore rules of the repository, byte for byte. */
  excludes: Buffer
  entries: readonly Entry[]
  /** Set if the listing could not be made; there are no entries then. */
  reason?: ListingFault
  /** What git or the system said, for the person at the machine and never for a model. */
  detail?: string
}

/** Ends a listing early. */
export class NoListing extends Error {
  readonly reason: ListingFault

  constructor(reason: ListingFault, detail = '') {
    super(detail)
    this.reason = reason
  }
}
