import { RootCommand } from '@bomb.sh/tab'
import type { Command, Option } from 'commander'
import { completionName } from '../../completion.ts'
import { argumentsOf } from './arguments.ts'
import type { CommandLine } from './command-line.ts'
import { type Entry, findEntry } from './entries.ts'
import { namelessOf } from './nameless.ts'
import { printed } from './printed.ts'
import { programOf } from './program.ts'

/** Answers a shell that asks how its words could go on; the last one is what has been typed of the next. */
export async function suggest(line: CommandLine, entries: readonly Entry[], words: readonly string[]): Promise<number> {
  const { command } = programOf(line, entries, words)
  const known = await knownValues(line, findEntry(entries, words), words)
  const root = new RootCommand()
  describe(root, command, { path: [], known })
  line.stdout.write(printed(() => root.parse([...words])))
  return 0
}

interface Place {
  path: readonly string[]
  /** Values of the argument that is being typed, where it has no fixed choices. */
  known: readonly string[]
}

/**
 * Tells the completion library about a command and all beneath it.
 *
 * Its own adapter for commander would do that too, but keeps one tree for the whole process and describes a command by its whole text.
 */
function describe(root: RootCommand, command: Command, place: Place): void {
  const help = command.createHelp()
  const target = place.path.length === 0 ? root : root.command(place.path.join(' '), help.subcommandDescription(command))
  for (const option of help.visibleOptions(command)) {
    target.option(option.long!.slice(2), option.description.replaceAll('\n', ' '), valuesOf(option, place.known))
  }
  for (const argument of command.registeredArguments) target.argument(argument.name(), offer(argument.argChoices ?? place.known))
  // Shortcuts are hidden from help alone.
  for (const child of command.commands) describe(root, child, { ...place, path: [...place.path, child.name()] })
}

/** An option without a value has nothing that could be suggested. */
function valuesOf({ required, argChoices }: Option, known: readonly string[]) {
  return required ? offer(argChoices ?? known) : undefined
}

function offer(values: readonly string[] = []) {
  return (complete: (value: string, description: string) => void) => {
    for (const value of values) complete(value, '')
  }
}

/** Asks the module for values such as ids. Whatever goes wrong, a shell must hear nothing of it. */
async function knownValues(
  { caller, signal }: CommandLine,
  entry: Entry | undefined,
  words: readonly string[],
): Promise<readonly string[]> {
  const text = words.at(-1)
  const argument = entry && typedArgument(entry, words)
  if (argument === undefined) return []
  try {
    const { values } = (await caller.call(completionName(entry!.module), { argument, text }, { signal })) as { values: string[] }
    return values
  } catch {
    return []
  }
}

/** The argument whose value is being typed, if the module has values for it. */
function typedArgument({ words: called, module, operation }: Entry, words: readonly string[]): string | undefined {
  const all = operation ? argumentsOf(operation) : []
  const isFirst = words.length === called.length + 1 && !words.at(-1)!.startsWith('-')
  const typed = isFirst ? namelessOf(all) : all.find(({ flag }) => flag === words.at(-2))
  return Object.keys(module.completions ?? {}).find((name) => name === typed?.property)
}
