import { type Command, Argument as CommandArgument } from 'commander'
import type { Argument } from './arguments.ts'
import type { Shape } from './shape.ts'
import { usage } from './usage.ts'
import { readValue } from './value.ts'

/** Whether a value can be told from its place alone: several words, or JSON, need the option to be understood. */
export function isOneWord({ list, type }: Shape): boolean {
  return !list && type !== 'json'
}

/** The argument that may be given without its name. */
export function namelessOf(all: readonly Argument[]): Argument | undefined {
  return all.find(({ nameless }) => nameless)
}

/** Lets the command take a word; it may be missing, since the option or `--input` can hold the value instead. */
export function addNameless(command: Command, { option, shape }: Argument): void {
  const argument = new CommandArgument(`[${option.name()}]`)
  if (shape.choices.length > 0) argument.choices(shape.choices.map(String))
  command.addArgument(argument).usage(`[${option.name()}] [options]`)
}

/** What was given without its name, by the operation's own name. */
export function readNameless(command: Command, all: readonly Argument[]): Record<string, unknown> {
  const argument = namelessOf(all)
  const [word] = command.args
  if (argument === undefined || word === undefined) return {}
  const { property, shape, option } = argument
  if (command.getOptionValueSource(option.attributeName()) === 'cli')
    throw usage(`${option.long} is given twice: once with its name and once without.`)
  return { [property]: readValue(word, shape, option.long!) }
}
