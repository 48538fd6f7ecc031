import { LoopError } from 'loop-core'

/** What is wrong with how a command was typed. */
export function usage(message: string, hints: readonly string[] = []): LoopError {
  return new LoopError('invalid_input', message, { code: 'usage', hints })
}

/** Reads the words behind a command; what they cannot mean is a matter of how it was typed. */
export function readWords<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    // Node's own sentence names the option; the rest of it is advice for programmers.
    throw usage((error as Error).message.split(/\. (?=To |Did )/)[0]!)
  }
}

export function oneOf<Name extends string>(names: readonly Name[], value: string, flag: string): Name {
  const name = names.find((each) => each === value)
  if (name === undefined) throw usage(`${flag} takes one of ${names.join(', ')}, not ${JSON.stringify(value)}.`)
  return name
}
