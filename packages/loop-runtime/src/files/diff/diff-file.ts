/** What became of one file since the last commit. */
export interface DiffFile {
  path: string
  status: 'added' | 'modified' | 'deleted' | 'type_changed' | 'unmerged'
  /** Of lines; 0 for a binary file. */
  additions: number
  deletions: number
  /** Whether git does not know the file yet. */
  untracked: boolean
  binary: boolean
}

/** A file with its part of the diff. */
export interface FileDiff {
  file: DiffFile
  text: string
}
