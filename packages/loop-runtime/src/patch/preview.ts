import { lineDiff } from './line-diff.ts'
import type { PreparedChange } from './prepared.ts'

const mostBytes = 64 * 1024

export interface Preview {
  diff: string
  truncated: boolean
}

/** The changes as git would show them, at most 64 KiB, cut between lines. */
export function previewOf(changes: readonly PreparedChange[]): Preview {
  const kept: string[] = []
  let size = 0
  for (const line of changes.flatMap(linesOf)) {
    size += Buffer.byteLength(line) + 1
    if (size > mostBytes) return { diff: joined(kept), truncated: true }
    kept.push(line)
  }
  return { diff: joined(kept), truncated: false }
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function linesOf(change: PreparedChange): string[] {
  const { hunks, additions, deletions } = lineDiff(change.before, change.after)
  const header = headerOf(change)
  if (!hunks) return [...header, `(${deletions} lines replaced by ${additions}, too many to compare)`]
  if (hunks.length === 0) return header
  const shown = hunks.flatMap((hunk) => [
    `@@ -${rangeOf(hunk.oldStart, hunk.oldLines)} +${rangeOf(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ])
  const { from = change.path, path } = change
  const [old, next] = [
    change.before === null ? '/dev/null' : quoted(`a/${from}`),
    change.after === null ? '/dev/null' : quoted(`b/${path}`),
  ]
  return [...header, `--- ${old}`, `+++ ${next}`, ...shown]
}

function headerOf({ path, from = path, change }: PreparedChange): string[] {
  const first = `diff --git ${quoted(`a/${from}`)} ${quoted(`b/${path}`)}`
  if (change === 'added') return [first, 'new file mode 100644']
  if (change === 'deleted') return [first, 'deleted file mode 100644']
  return change === 'moved' ? [first, `rename from ${quoted(from)}`, `rename to ${quoted(path)}`] : [first]
}

/** Where a side has no lines its number is that of the line before. */
function rangeOf(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`
}

/** As git quotes a name that would break its line; letters beyond ASCII stay readable. */
function quoted(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that need it
  if (!/[\u0000-\u001f\u007f"\\]/.test(name)) return name
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that need it
  return `"${name.replace(/[\u0000-\u001f\u007f"\\]/g, escaped)}"`
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
}
