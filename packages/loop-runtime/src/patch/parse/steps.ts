import type { Step } from '../operation.ts'
import { pieceOf } from '../piece.ts'

/** A line of a hunk: what is done with it is its first character. */
export function stepOf(line: string): Step {
  const kind = line[0]
  return kind === '+' || kind === '-' ? { kind, ...pieceOf(line.slice(1)) } : { kind: ' ', ...pieceOf(line.slice(1)) }
}

export function isStep(line: string): boolean {
  return /^[ +-]/.test(line)
}

/** A line of context that lost its leading blank, as editors and models lose it. */
export function isBlankLine(line: string): boolean {
  return line === '' || line === '\r'
}

/** The same line without a newline at its end. */
export function withoutNewline({ kind, text, end }: Step): Step {
  return { kind, text: end === '\r\n' ? `${text}\r` : text, end: '' }
}

/** `-3,4` of a header as a number of a line counted from 0. */
export function hunkNumbers(header: string): { expected: number; old: number; new: number } | undefined {
  const match = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(header)
  if (!match) return undefined
  const [, start, old = '1', added = '1'] = match
  return { expected: Number(start) - 1, old: Number(old), new: Number(added) }
}
