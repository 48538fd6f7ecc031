import type { Environment } from '../application.ts'
import type { Caller } from '../caller.ts'
import { LoopError } from '../error.ts'

/** How a server speaks of what all servers have. */
export interface OwnWords {
  /** Its own names of variables, each with the one of all servers that it stands for, such as `{ SHELF_SERVER: 'LOOP_SERVER' }`. */
  variables?: Readonly<Record<string, string>>
  /** What else helps whoever has no key, such as the command that saves one. */
  keyHint?: string
}

/** The environment with what a server's own variables say under the names of all servers. */
export function translated(given: Environment, { variables = {} }: OwnWords): Environment {
  const own = Object.entries(variables).flatMap(([name, meaning]) => (given[name] ? [[meaning, given[name]]] : []))
  return { ...given, ...Object.fromEntries(own) }
}

/** A refusal that names variables as the person sets them. */
export function inOwnWords(error: LoopError, words: OwnWords): LoopError {
  const { kind, code, status, details, data } = error
  const hints = error.hints.map((hint) => named(hint, words))
  const further = kind === 'unauthenticated' && words.keyHint !== undefined ? [words.keyHint] : []
  return new LoopError(kind, named(error.message, words), { code, status, details, data, hints: [...hints, ...further], cause: error })
}

/** The same caller, whose refusals are in a server's own words. */
export function speaking(caller: Caller, words: OwnWords): Caller {
  const call: Caller['call'] = (...given) =>
    caller.call(...given).catch((thrown: unknown) => {
      throw LoopError.is(thrown) ? inOwnWords(thrown, words) : thrown
    })
  return { ...caller, call }
}

function named(text: string, { variables = {} }: OwnWords): string {
  const owns = new Map(Object.entries(variables).map(([own, meaning]) => [meaning, own]))
  return text.replaceAll(/\bLOOP_[A-Z_]+\b/g, (name) => owns.get(name) ?? name)
}
