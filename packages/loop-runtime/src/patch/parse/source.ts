/** The lines of a patch and how far they are read. */
export interface Source {
  lines: readonly string[]
  at: number
}

/** Where every line ends in CR LF, that is how the patch was sent and nothing that it says. */
export function sourceOf(text: string): Source {
  const lines = text.split('\n')
  const complete = lines.slice(0, -1)
  const isSentWithReturns = complete.length > 0 && complete.every((line) => line.endsWith('\r'))
  return { lines: isSentWithReturns ? lines.map((line) => line.replace(/\r$/, '')) : lines, at: 0 }
}

/** The line that comes next, or one after it. */
export function peek(source: Source, ahead = 0): string | undefined {
  return source.lines[source.at + ahead]
}

/** The number of the next line as a person counts. */
export function lineNumber(source: Source): number {
  return source.at + 1
}
