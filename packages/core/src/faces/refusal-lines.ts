import type { LoopError } from '../error.ts'

/** A refusal as a person reads it: what is wrong, with status and code at the end of its first line, and a line for each hint. */
export function refusalLines({ message, code, status }: Pick<LoopError, 'message' | 'code' | 'status'>, hints: readonly string[]): string {
  const [first = '', ...others] = message.split('\n')
  // What was typed wrongly no server has seen, so it has no status.
  const mark = code === 'usage' ? '' : ` (${status} ${code})`
  return [`Error: ${first}${mark}`, ...others, ...hints.map((hint) => `  ${hint}`)].join('\n')
}
