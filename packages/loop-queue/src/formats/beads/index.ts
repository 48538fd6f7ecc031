import type { Format, SourceFile } from '../format.ts'
import { isObject, parseJson } from '../json.ts'
import { readBeads } from './read.ts'
import { writeBeads } from './write.ts'

/** `.beads/issues.jsonl`: one record a line. */
export const beads: Format = { name: 'beads', detects: (files) => files.some(isIssueList), read: readBeads, write: writeBeads }

/** One whole record among the first lines is enough: the others may be broken. */
function isIssueList({ path, content }: SourceFile): boolean {
  if (!/\.jsonl$/i.test(path)) return false
  const lines = content.slice(0, 1_000_000).split('\n', 50)
  return lines.some((line) => {
    const record = parseJson(line)?.value
    return isObject(record) && (record._type === 'memory' || (record.id !== undefined && record.title !== undefined))
  })
}
