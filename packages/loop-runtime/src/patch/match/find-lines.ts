import type { Piece } from '../piece.ts'
import { indentOf, lineAt, type MatchLevel } from './levels.ts'
import { occurrences } from './occurrences.ts'
import { type Shift, shiftBetween } from './shift.ts'

/** Whole lines of a file that match, with what the lines that are added there need. */
export interface LinePlace {
  index: number
  shift: Shift
}

/** Lines that may be compared for their indent. More are a file of nothing but repetition, where one place could not be told from another. */
const mostCompared = 1_000_000

/** All places where the old lines stand on one level. `added` are the lines that would follow the same shift. */
export function findLines(file: readonly Piece[], old: readonly Piece[], level: MatchLevel, added: readonly string[]): LinePlace[] {
  if (level === 'exact') return occurrences(file.map(whole), old.map(whole)).map(unshifted)
  const [have, want] = [keysOf(file, level), keysOf(old, level)]
  if (level === 'line_ends') return occurrences(have, want).map(unshifted)
  if (want.every((text) => text === '')) return []
  if (level === 'trailing_blanks') return occurrences(have, want).map(unshifted)
  const candidates = occurrences(have.map(withoutIndent), want.map(withoutIndent))
  if (candidates.length * want.length > mostCompared) return []
  return candidates.flatMap((index) => {
    const shift = shiftBetween(want, have.slice(index, index + want.length), added)
    return shift ? [{ index, shift }] : []
  })
}

function unshifted(index: number): LinePlace {
  return { index, shift: (text) => text }
}

function whole({ text, end }: Piece): string {
  return text + end
}

function keysOf(pieces: readonly Piece[], level: MatchLevel): string[] {
  return pieces.map(({ text }) => lineAt(level, text))
}

function withoutIndent(text: string): string {
  return text.slice(indentOf(text).length)
}
