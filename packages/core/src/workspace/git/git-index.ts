/** What git's index says about one tracked path. */
export interface IndexEntry {
  raw: string
  mode: string
  id: string
  /** Marked as assume-unchanged or skip-worktree: git does not look at the file, so its state is not known. */
  flagged: boolean
}

/** Reads `git ls-files -s -v -z`; the versions of an unmerged path are left out, because its file decides. */
export function parseIndex(output: string): IndexEntry[] {
  const entries: IndexEntry[] = []
  for (const record of output.split('\0')) {
    const [, tag, mode, id, stage, raw] = /^(\S) (\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(record) ?? []
    if (raw === undefined || stage !== '0') continue
    entries.push({ raw, mode: mode!, id: id!, flagged: tag === 'S' || tag !== tag!.toUpperCase() })
  }
  return entries
}
