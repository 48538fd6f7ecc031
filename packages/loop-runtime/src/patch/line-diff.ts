import { type StructuredPatchHunk, structuredPatch } from 'diff'
import { piecesOf } from './piece.ts'

/** How two contents differ, line by line. */
export interface LineDiff {
  additions: number
  deletions: number
  /** Undefined where they differ too much for the differences to be worth the search. */
  hunks: readonly StructuredPatchHunk[] | undefined
}

/** The search for the shortest difference takes time with its square. */
const maxEditLength = 1_000

export function lineDiff(before: Buffer | null, after: Buffer | null): LineDiff {
  if (before === null || after === null) return wholeFile(before, after)
  const [old, next] = [before.toString(), after.toString()]
  // Typed as always found, but undefined beyond the limit.
  const patch = structuredPatch('', '', old, next, '', '', { context: 3, maxEditLength }) as ReturnType<typeof structuredPatch> | undefined
  if (!patch) return { ...countMiddle(linesOf(old), linesOf(next)), hunks: undefined }
  const lines = patch.hunks.flatMap((hunk) => hunk.lines)
  return { additions: count(lines, '+'), deletions: count(lines, '-'), hunks: patch.hunks }
}

/** A file that is new or gone needs no search. */
function wholeFile(before: Buffer | null, after: Buffer | null): LineDiff {
  const lines = linesOf((after ?? before)!.toString())
  if (lines.length === 0) return { additions: 0, deletions: 0, hunks: [] }
  const kind = after === null ? '-' : '+'
  const shown = lines.flatMap((line) => (line.endsWith('\n') ? [kind + line.slice(0, -1)] : [kind + line, '\\ No newline at end of file']))
  const [deletions, additions] = after === null ? [lines.length, 0] : [0, lines.length]
  return { additions, deletions, hunks: [{ oldStart: 1, oldLines: deletions, newStart: 1, newLines: additions, lines: shown }] }
}

function count(lines: readonly string[], kind: string): number {
  return lines.filter((line) => line.startsWith(kind)).length
}

/** What remains between a common beginning and a common end counts as changed as a whole. */
function countMiddle(old: readonly string[], next: readonly string[]): { additions: number; deletions: number } {
  let [start, end] = [0, 0]
  const most = Math.min(old.length, next.length)
  while (start < most && old[start] === next[start]) start++
  while (end < most - start && old.at(-1 - end) === next.at(-1 - end)) end++
  return { additions: next.length - start - end, deletions: old.length - start - end }
}

function linesOf(text: string): string[] {
  const lines = piecesOf(text).map((piece) => piece.text + piece.end)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
