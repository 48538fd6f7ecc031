/** A line in which a text was found, with some around it. */
export interface FoundLine {
  /** Counted from 1. */
  line: number
  text: string
  before?: string[]
  after?: string[]
}

const longestText = 400
/** How much of a long line is shown before what was found. */
const lead = 100

/** Finds the lines in which a text begins, each once, and at most so many. */
export function findLines(
  content: string,
  query: string,
  { haystack, context, limit }: { haystack: string; context: number; limit: number },
): FoundLine[] {
  const found: FoundLine[] = []
  let at = haystack.indexOf(query)
  if (at === -1) return found
  const lines = content.split('\n')
  const starts = lineStarts(haystack)
  for (let line = 0; at !== -1 && found.length < limit; at = haystack.indexOf(query, starts[line + 1] ?? haystack.length)) {
    while (line + 1 < starts.length && starts[line + 1]! <= at) line += 1
    found.push({ line: line + 1, text: shown(lines[line]!, at - starts[line]!), ...around(lines, line, context) })
    if (starts[line + 1] === undefined) break
  }
  return found
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function around(lines: readonly string[], line: number, context: number): Pick<FoundLine, 'before' | 'after'> {
  if (context === 0) return {}
  // The empty text behind the last line break is no line.
  const end = lines.at(-1) === '' ? lines.length - 1 : lines.length
  const show = (text: string) => shown(text, 0)
  return {
    before: lines.slice(Math.max(0, line - context), line).map(show),
    after: lines.slice(line + 1, Math.min(end, line + 1 + context)).map(show),
  }
}

function shown(line: string, column: number): string {
  const text = line.replace(/\r$/, '')
  if (text.length <= longestText) return text
  const start = Math.max(0, Math.min(column - lead, text.length - longestText))
  return text.slice(start, start + longestText).toWellFormed()
}
