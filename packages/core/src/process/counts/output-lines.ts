import { stripControls } from '../strip-controls.ts'

/** Summaries stand at the end; of more than this only the end is read. */
const maxCharacters = 1_048_576
const maxLines = 20_000
/** No line of a summary is longer, colours included. */
const maxLine = 2_000

/** What turbo (`pkg:test: `), pnpm (`packages/pkg test: `), yarn and concurrently (`[pkg]: `) put before the lines of what they run side by side. */
const prefix = /^(?:@?[\w./-]{1,200}[: ][\w.:-]{1,100}:|\[[^\]\s]{1,100}\]:?)(?: |$)/

/** The lines of the end of an output without colours; those too long for a summary are left empty. */
export function linesOf(output: string): string[] {
  return output
    .slice(-maxCharacters)
    .split(/\r?\n|\r/)
    .slice(-maxLines)
    .map(plainLine)
}

function plainLine(line: string): string {
  if (line.length > maxLine) return ''
  return stripControls(line).trimEnd()
}

/** The lines of each program that was run beside others, by the prefix that they have. */
export function streamsOf(lines: readonly string[]): string[][] {
  const streams = new Map<string, string[]>()
  for (const line of lines) {
    const start = prefix.exec(line)?.[0]
    if (!start) continue
    const stream = streams.get(start) ?? []
    stream.push(line.slice(start.length))
    streams.set(start, stream)
  }
  return [...streams.values()]
}
