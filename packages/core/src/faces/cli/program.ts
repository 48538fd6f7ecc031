import { Command } from 'commander'
import type { Module } from '../../module.ts'
import { argumentsOf, optionsOf } from './arguments.ts'
import type { CommandLine } from './command-line.ts'
import { addCompletion } from './completion-script.ts'
import { addDoctor } from './doctor.ts'
import { type Entry, shortcutTo, startsWith } from './entries.ts'
import { generalOptions } from './general-options.ts'
import { example, footer, settle } from './help.ts'
import { addNameless, namelessOf } from './nameless.ts'
import { perform } from './perform.ts'
import { serverOptions } from './server-options.ts'
import { firstSentence, inCommands, type Names, namesOf } from './translate.ts'

/** Everything that one command line can mean. */
export interface Program {
  command: Command
  /** Parses the words, does what they say and returns the exit code. */
  run(words: readonly string[]): Promise<number>
}

/** Builds the commands. Only the one that `words` call gets its options, since making all of them for one call takes longer than most calls. */
export function programOf(line: CommandLine, entries: readonly Entry[], words: readonly string[]): Program {
  const command = rootOf(line)
  let exitCode = 0
  const doing = (work: () => Promise<number>) => async () => {
    exitCode = await work()
  }
  const names = namesOf(entries)
  for (const entry of entries) addEntry(command, entry, { line, entries, names, words, doing })
  addDoctor(command, line, doing)
  addCompletion(command, line)
  return {
    command,
    async run(typed) {
      await command.parseAsync([...typed], { from: 'user' })
      return exitCode
    },
  }
}

/** Turns work that ends in an exit code into what a command can do. */
export type Doing = (work: () => Promise<number>) => () => Promise<void>

interface Making {
  line: CommandLine
  entries: readonly Entry[]
  names: Names
  words: readonly string[]
  doing: Doing
}

function rootOf(line: CommandLine): Command {
  const { name, version, modules, flags } = line
  const program = settle(new Command(name), line).usage('<command> [options]').version(version, '-V, --version', 'Print the version')
  for (const option of serverOptions(modules, flags)) program.addOption(option)
  return program.description(modules.map(({ title }) => title).join(', ')).addHelpText('after', footer(name))
}

function addEntry(program: Command, entry: Entry, making: Making): void {
  const { line, entries, names } = making
  const hidden = entry.isShortcut === true
  const command = commandAt(program, entry.words, hidden)
  if (line.modules.length > 1) arrange(commandAt(program, entry.words.slice(0, 1)), entry.module)
  const summary = inCommands(entry.operation?.summary ?? entry.own!.summary, names)
  const shortcut = hidden ? undefined : shortcutTo(entry, entries)
  command.description(shortcut === undefined ? summary : `${summary}\n\nShorter: ${line.name} ${shortcut}`)
  // A shortcut may have the words of a noun, which is listed by its verbs.
  if (!hidden || command.commands.length === 0)
    command.summary(`${firstSentence(summary)}${shortcut === undefined ? '' : ` (also: ${shortcut})`}`)
  if (entry.operation) command.usage('[options]')
  else command.usage('[words...]')
  if (entry.operation && startsWith(making.words, entry.words)) addOperation(command, entry, making)
}

/** Finds the command of some words, or makes it and those above it; hidden ones are in no list. */
function commandAt(parent: Command, [word, ...others]: readonly string[], hidden = false): Command {
  if (word === undefined) return parent
  const child =
    parent.commands.find((command) => command.name() === word) ??
    parent.command(word, { hidden }).usage('<command> [options]').helpCommand(false)
  return commandAt(child, others, hidden)
}

/** Where several modules are mounted, the list of commands shows them one by one. A noun of two modules stands with the first. */
function arrange(command: Command, module: Module): void {
  const heading = command.name() === module.name ? 'By module:' : `${module.title}:`
  command.helpGroup(command.helpGroup() || heading)
}

function addOperation(command: Command, entry: Entry, { line, names, doing }: Making): void {
  const { module } = entry
  const operation = entry.operation!
  const all = argumentsOf(operation)
  const general = generalOptions(operation, all, module, line.format)
  const nameless = namelessOf(all)
  if (nameless) addNameless(command, nameless)
  for (const option of [...optionsOf(all), ...general]) {
    option.description = inCommands(option.description, names)
    command.addOption(option)
  }
  command.addHelpText('after', example(line.name, entry.words, all))
  command.action(doing(() => perform(line, { operation, module, command, arguments: all, general })))
}
