export type Ending = '\n' | '\r\n' | ''

/** One line and what ends it. */
export interface Piece {
  text: string
  end: Ending
}

/** All lines of a text. The last piece has no ending, and is empty where the text ends in a newline. */
export function piecesOf(text: string): Piece[] {
  const lines = text.split('\n')
  const last = lines.pop()!
  return [...lines.map(pieceOf), { text: last, end: '' }]
}

/** The lines of a file: a last one without a newline is a line, nothing after a newline is none. */
export function fileLines(text: string): Piece[] {
  const pieces = piecesOf(text)
  return pieces.at(-1)!.text === '' ? pieces.slice(0, -1) : pieces
}

/** A line whose newline was cut off. */
export function pieceOf(line: string): Piece {
  return line.endsWith('\r') ? { text: line.slice(0, -1), end: '\r\n' } : { text: line, end: '\n' }
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text, end }) => text + end).join('')
}

/** How lines end around a place: as the first that has an ending, there or before it or at the top of the file. */
export function endingAt(pieces: readonly Piece[], from: number, count: number): Ending | undefined {
  const near = [...pieces.slice(from, from + count), ...pieces.slice(Math.max(0, from - 1), from), ...pieces.slice(0, 1)]
  return near.find(({ end }) => end !== '')?.end
}
