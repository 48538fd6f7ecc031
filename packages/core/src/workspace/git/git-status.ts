/** What git sees in the work tree beside what the index says. */
export interface WorkTreeStatus {
  head: string | null
  /** Tracked paths that are not as the index says: changed, deleted or unmerged. */
  changed: string[]
  untracked: string[]
  /** Untracked folders that are repositories of their own. */
  repositories: string[]
}

/** How many fields stand before the path. */
const fieldsBeforePath: Record<string, number> = { '1': 8, u: 10, '?': 1 }

/** Reads `git status --porcelain=v2 --branch -z --no-renames`; undefined if it is in another form. */
export function parseStatus(output: string): WorkTreeStatus | undefined {
  const status: WorkTreeStatus = { head: null, changed: [], untracked: [], repositories: [] }
  for (const record of output.split('\0').filter((text) => text !== '')) {
    if (!addRecord(status, record)) return undefined
  }
  return status
}

function addRecord(status: WorkTreeStatus, record: string): boolean {
  const kind = record[0]!
  if (kind === '#') {
    status.head = /^# branch\.oid ([0-9a-f]+)$/.exec(record)?.[1] ?? status.head
    return true
  }
  const fields = fieldsBeforePath[kind]
  if (fields === undefined) return false
  const raw = afterFields(record, fields)
  if (kind === '?') addUntracked(status, raw)
  // The second letter is the work tree against the index; what is only staged is in the index already.
  else if (record[3] !== '.') status.changed.push(raw)
  return true
}

function addUntracked(status: WorkTreeStatus, raw: string): void {
  if (raw.endsWith('/')) status.repositories.push(raw.slice(0, -1))
  else status.untracked.push(raw)
}

function afterFields(record: string, fields: number): string {
  let start = 0
  for (let field = 0; field < fields; field += 1) start = record.indexOf(' ', start) + 1
  return record.slice(start)
}
