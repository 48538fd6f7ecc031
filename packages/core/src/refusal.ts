import type { LoopError } from './error.ts'
import { toLoopError } from './foreign-error.ts'
import type { Logger } from './log.ts'
import type { Module } from './module.ts'

interface Surroundings {
  /** Whose operation refused; undefined where there is no such operation. */
  module: Module | undefined
  log: Logger
  secrets?: readonly string[]
}

/** What a caller gets to see of a throw: a LoopError without secrets, in the words of the module where it has its own. An error of ours stays as it is. */
export function refusalOf(thrown: unknown, { module, log, secrets = [] }: Surroundings): LoopError {
  const error = toLoopError(thrown, log, secrets)
  if (module?.refusal === undefined || error.kind === 'internal') return error
  try {
    return module.refusal(error)
  } catch (broken) {
    return toLoopError(broken, log, secrets)
  }
}
