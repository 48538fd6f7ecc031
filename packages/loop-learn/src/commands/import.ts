import { open } from 'node:fs/promises'
import { type CommandDefinition, readWord, usage } from 'loop-core'

/** Well below what a server takes at once. */
const pieceLength = 1_000_000

interface Answer {
  imported: Record<string, number>
  skipped: number
  blind_spots_changed: number
  bad_lines: { line: number; problem: string }[]
  bad_line_count: number
}

/** Takes the lines of a file in, piece by piece; what a cut left out comes in when it is run again. */
export const importCommand: CommandDefinition = {
  name: 'import',
  summary: `Take in a file of "export", or of notes as {"kind", "content", "observed_at", "domain", "topic"}, one a line as JSON.
FILE  what to read; running it again takes in only what is missing`,
  async run(words, { caller, print, signal }) {
    const { word: path } = readWord(words, {})
    if (path === undefined) throw usage('import needs the path of a FILE.')
    let whole: Answer | undefined
    for await (const piece of piecesOf(path)) {
      const answer = (await caller.call('import_learning', piece, { signal })) as Answer
      whole = whole ? together(whole, answer) : answer
    }
    if (whole === undefined) throw usage(`There is nothing in ${path}.`)
    const answer = whole
    await print({ ...answer }, () => inWords(answer))
    return 0
  },
}

interface Piece {
  lines: string
  first_line: number
}

/** Whole lines, as many as go together. */
async function* piecesOf(path: string): AsyncIterable<Piece> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw usage(`${path} cannot be read (${error.code}).`)
  })
  let piece: Piece = { lines: '', first_line: 1 }
  let number = 0
  for await (const line of file.readLines({ encoding: 'utf8' })) {
    number++
    if (piece.lines !== '' && piece.lines.length + line.length > pieceLength) {
      yield piece
      piece = { lines: '', first_line: number }
    }
    // A longer line is refused by its length all the same.
    piece.lines += `${line.slice(0, pieceLength)}\n`
  }
  if (number > 0) yield piece
}

function together(one: Answer, other: Answer): Answer {
  const imported = Object.fromEntries(Object.entries(one.imported).map(([name, count]) => [name, count + other.imported[name]!]))
  return {
    imported,
    skipped: one.skipped + other.skipped,
    blind_spots_changed: one.blind_spots_changed + other.blind_spots_changed,
    bad_lines: [...one.bad_lines, ...other.bad_lines].slice(0, 100),
    bad_line_count: one.bad_line_count + other.bad_line_count,
  }
}

function inWords({ imported, skipped, bad_lines, bad_line_count }: Answer): string {
  const taken = Object.entries(imported).filter(([, count]) => count > 0)
  const lines = [
    taken.length === 0 ? 'Nothing new.' : taken.map(([name, count]) => `${name.replaceAll('_', ' ')}: ${count}`).join(', '),
    ...(skipped > 0 ? [`skipped, for it is there already or belongs to nothing: ${skipped}`] : []),
    ...(bad_line_count > 0 ? [`lines that could not be used: ${bad_line_count}`] : []),
    ...bad_lines.map(({ line, problem }) => `  line ${line} ${problem}`),
  ]
  return lines.join('\n')
}
