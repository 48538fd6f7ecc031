import { LoopError } from 'loop-core'

/** Why a client is not set up; nothing has been written then. */
export function refused(code: string, message: string, ...hints: readonly string[]): LoopError {
  return new LoopError('conflict', message, { code, hints })
}

/** What is wrong with how the command was typed. */
export function usage(message: string, ...hints: readonly string[]): LoopError {
  return new LoopError('invalid_input', message, { code: 'usage', hints })
}
