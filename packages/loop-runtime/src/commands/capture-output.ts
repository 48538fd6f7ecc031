import { createHash } from 'node:crypto'
import {
  createOutputTail,
  type OutputStream,
  type OutputSummary,
  redactValues,
  type SecretValue,
  stripControls,
  withoutCutValue,
} from 'loop-core/process'
import type { CommandLimits } from './command-limits.ts'

/** What one stream of a command held, without colours and secrets. */
export interface StreamOutput {
  /** The last characters, for an answer. */
  tail: string
  /** The last mebibyte, for whoever stores it. */
  full: string
  /** Hex, of `full`. */
  sha256: string
  /** Of all that the command wrote. */
  bytes: number
  /** Whether `full` is less than all. */
  truncated: boolean
}

/** Holds the ends of both streams. */
export interface Capture {
  /** Says how many bytes there were until now. */
  add(chunk: Uint8Array, stream: OutputStream): number
  /** The last whole line of either stream, as long as a terminal is wide; empty before there is one. */
  lastLine(): string
  output(stream: OutputStream): StreamOutput
}

const recentBytes = 4_096
const lineCharacters = 200

export function captureOutput(limits: Pick<CommandLimits, 'keptBytes' | 'tailCharacters'>, secrets: readonly SecretValue[]): Capture {
  const ends = { stdout: createOutputTail(limits.keptBytes), stderr: createOutputTail(limits.keptBytes) }
  const recent = createOutputTail(recentBytes)
  let bytes = 0
  return {
    add(chunk, stream) {
      ends[stream].add(chunk)
      recent.add(chunk)
      bytes += chunk.length
      return bytes
    },
    lastLine: () => lastLineOf(cleaned(recent.summary(), secrets)),
    output: (stream) => outputOf(ends[stream].summary(), limits, secrets),
  }
}

function outputOf(
  summary: OutputSummary,
  { keptBytes, tailCharacters }: Pick<CommandLimits, 'keptBytes' | 'tailCharacters'>,
  secrets: readonly SecretValue[],
): StreamOutput {
  // Once more, since a byte that is no character becomes three, and a mask can be longer than what it hides.
  const end = createOutputTail(keptBytes)
  end.add(Buffer.from(cleaned(summary, secrets)))
  const { outputTail: full, truncated } = end.summary()
  return {
    tail: lastCharacters(full, tailCharacters),
    full,
    sha256: createHash('sha256').update(full).digest('hex'),
    bytes: summary.outputBytes,
    truncated: truncated || summary.truncated,
  }
}

/** Masked before anything is cut off, since half a secret is no longer recognised; one that was cut already is taken away. */
function cleaned({ outputTail, truncated }: OutputSummary, secrets: readonly SecretValue[]): string {
  const plain = stripControls(outputTail)
  return redactValues(truncated ? withoutCutValue(plain, secrets) : plain, secrets)
}

/** Never begins with the second half of a character that has two. */
export function lastCharacters(text: string, count: number): string {
  const start = Math.max(0, text.length - count)
  const isHalf = start > 0 && /[\udc00-\udfff]/.test(text[start] ?? '')
  return text.slice(isHalf ? start + 1 : start)
}

/** A line that is still being written could hold half a secret. */
function lastLineOf(text: string): string {
  const whole = text.split(/[\r\n]+/).slice(0, -1)
  return (whole.findLast((line) => line.trim() !== '') ?? '').trim().slice(0, lineCharacters)
}
