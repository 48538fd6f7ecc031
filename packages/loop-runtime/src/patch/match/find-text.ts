import { piecesOf } from '../piece.ts'
import { lineAt, type MatchLevel } from './levels.ts'
import { occurrences } from './occurrences.ts'

/** A stretch of a text. */
export interface TextPlace {
  start: number
  end: number
}

/** All places where a text stands on one level, also in the middle of a line. */
export function findText(text: string, search: string, level: MatchLevel): TextPlace[] {
  if (level === 'exact') return occurrences(text, search).map((start) => ({ start, end: start + search.length }))
  const wanted = searchAt(search, level)
  if (level !== 'line_ends' && losesItsStart(search, wanted)) return []
  const seen = seenAt(text, level)
  const places = occurrences(seen.text, wanted).map((start) => ({ start: seen.back(start), end: seen.back(start + wanted.length) }))
  return places.filter(({ start }) => start < text.length)
}

/** A line of blanks would become the mere end of the line above, so only whole lines can be meant. */
function losesItsStart(search: string, wanted: string): boolean {
  return wanted.trim() === '' || (wanted.startsWith('\n') && !/^\r?\n/.test(search))
}

/** The last line of a search may be the beginning of a longer one, so its blanks stay. */
function searchAt(search: string, level: MatchLevel): string {
  const pieces = piecesOf(search)
  const last = pieces.pop()!.text
  const lastSeen = lineAt(level, `${last}.`).slice(0, -1)
  return [...pieces.map(({ text }) => lineAt(level, text)), lastSeen].join('\n')
}

/** A text as a level sees it, and the way back to the offsets of the original. */
function seenAt(text: string, level: MatchLevel): { text: string; back(offset: number): number } {
  const pieces = piecesOf(text)
  const lines = pieces.map((piece) => lineAt(level, piece.text))
  const [originals, starts] = [new Int32Array(lines.length + 1), new Int32Array(lines.length + 1)]
  for (const [index, line] of lines.entries()) {
    originals[index + 1] = originals[index]! + pieces[index]!.text.length + pieces[index]!.end.length
    starts[index + 1] = starts[index]! + line.length + 1
  }
  const back = (offset: number) => {
    const line = lineOf(starts, offset)
    return Math.min(originals[line]! + offset - starts[line]!, text.length)
  }
  // A newline after the last line is forgiven on every level but the first.
  return { text: `${lines.join('\n')}${lines.at(-1) === '' ? '' : '\n'}`, back }
}

function lineOf(starts: Int32Array, offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
