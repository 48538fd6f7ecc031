import { parseArgs } from 'node:util'
import type { CommandDefinition, CommandSurroundings } from 'loop-core'
import { usage } from './usage.ts'

type Options = Readonly<Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>>

/** What stood behind an option. */
type Values<Own extends Options> = {
  [Name in keyof Own]?: Own[Name] extends { multiple: true } ? string[] : Own[Name] extends { type: 'boolean' } ? boolean : string
}

/** What a command asks the server. */
export interface Asking {
  /** Which project was named: behind the command, in the environment, or in the file of settings. */
  project: string | undefined
  /** Calls one operation about that project. */
  // biome-ignore lint/suspicious/noExplicitAny: answers whose shapes their own schemas have checked
  call(name: string, input: object): Promise<any>
}

/** One call of a command, with what was typed behind it. */
export interface Typed<Own extends Options> extends CommandSurroundings, Asking {
  values: Values<Own>
  words: readonly string[]
}

interface Own<Given extends Options> {
  name: string
  /** What stands behind its name, such as `STORY`. */
  takes?: string
  /** One sentence, then a line for each option. */
  summary: string
  options?: Given
  /** How many words it takes besides its options; none unless said. */
  most?: number
  /** Gives an exit code where that is not 0. */
  run(typed: Typed<Given>): Promise<void> | Promise<number | undefined>
}

/** A command that makes more than one call, or none; its options stand anywhere behind its name. */
export function command<const Given extends Options>({ name, takes = '[options]', summary, options, most = 0, run }: Own<Given>) {
  const own: CommandDefinition = {
    name,
    summary,
    async run(words, surroundings) {
      const { values, positionals } = read(words, options)
      if (values.help) return help(surroundings)
      if (positionals.length > most) throw usage('There is a word too many.')
      return (await run(typedOf(values as Values<Given>, positionals, surroundings))) ?? 0
    },
  }
  function help({ stdout }: CommandSurroundings): number {
    stdout.write(`Usage: ${name} ${takes}\n\n${summary}\n`)
    return 0
  }
  return own
}

/** The form of the answer has been read from these words before, so here it only must not be in the way. */
const general = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  project: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

function read(words: readonly string[], options: Options = {}) {
  try {
    return parseArgs({ args: [...words], options: { ...options, ...general }, allowPositionals: true })
  } catch (error) {
    // Node's own sentence names the option; the rest of it is advice for programmers.
    throw usage((error as Error).message.split(/\. (?=To |Did )/)[0]!)
  }
}

function typedOf<Given extends Options>(
  values: Values<Given> & { project?: string },
  words: readonly string[],
  surroundings: CommandSurroundings,
): Typed<Given> {
  const { caller, environment, signal } = surroundings
  const project = values.project || environment.LOOPCTL_PROJECT || undefined
  const settings = project === undefined ? undefined : { LOOPCTL_PROJECT: project }
  return { ...surroundings, values, words, project, call: (name, input) => caller.call(name, given(input), { signal, settings }) }
}

/** What was not typed is no argument. */
function given(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
