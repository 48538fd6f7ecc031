import { LoopError } from 'loop-core'

/** What is wrong with how a command was typed. */
export function usage(message: string, hints: readonly string[] = []): LoopError {
  return new LoopError('invalid_input', message, { code: 'usage', hints })
}
