import { parseArgs } from 'node:util'
import { nearest } from '../../nearest.ts'
import { usage } from './usage.ts'

/** What may stand behind a command. */
export type Options = Readonly<Record<string, { type: 'string' | 'boolean' }>>

/** What stood behind each option. */
export type Values<Own extends Options> = { [Name in keyof Own]?: Own[Name] extends { type: 'boolean' } ? boolean : string }

/** The form of the answer has been read from these words before, so here it only must not be in the way. */
const general = { format: { type: 'string' }, json: { type: 'boolean' } } as const

/** Reads what was typed behind a command that takes options alone. */
export function readOptions<const Own extends Options>(words: readonly string[], options: Own): Values<Own> {
  return parsed(words, options, false).values
}

/** Reads what was typed behind a command that takes at most one word besides its options. */
export function readWord<const Own extends Options>(
  words: readonly string[],
  options: Own,
): { word: string | undefined; values: Values<Own> } {
  const { values, positionals } = parsed(words, options, true)
  if (positionals.length > 1) throw usage('There is a word too many.', ['In a shell, put a value of several words in quotes.'])
  return { word: positionals[0], values }
}

function parsed<Own extends Options>(words: readonly string[], options: Own, allowPositionals: boolean) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: { ...options, ...general }, allowPositionals })
    return { values: values as Values<Own>, positionals }
  } catch (error) {
    // Node's own sentence names the option; the rest of it is advice for programmers.
    const message = (error as Error).message.split(/\. (?=To |Did |This )/)[0]!
    throw usage(message, meant(message, Object.keys({ ...options, ...general })))
  }
}

/** The option that somebody most likely had in mind. */
function meant(message: string, names: readonly string[]): string[] {
  const unknown = /^Unknown option '--(.{1,64})'$/.exec(message)?.[1]
  return unknown === undefined ? [] : [`Did you mean --${nearest(unknown, names, 1)[0]}?`]
}
