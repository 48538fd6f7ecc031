import type { MatchLevel } from './match/levels.ts'

/** What a patch does to one file. */
export interface PreparedChange {
  path: string
  change: 'added' | 'edited' | 'deleted' | 'moved'
  /** Where a moved file comes from. */
  from?: string
  before: Buffer | null
  after: Buffer | null
  beforeSha256: string | null
  afterSha256: string | null
  additions: number
  deletions: number
  /** The loosest level that one of its places needed. */
  match: MatchLevel
}

/** A patch that was read and matched. Nothing is written yet. */
export interface PreparedPatch {
  changes: readonly PreparedChange[]
  /** What has to be written, path by path: all that writing, undoing and settling need. */
  effects: readonly FileEffect[]
}

/** The bytes of one path before and after; null is no file. */
export interface FileEffect {
  path: string
  before: Buffer | null
  after: Buffer | null
  beforeSha256: string | null
  afterSha256: string | null
  /** The permission bits that the file has, wherever it has to be made anew. */
  mode: number | null
}
