import { type Command, Help } from 'commander'
import type { Argument } from './arguments.ts'
import type { CommandLine } from './command-line.ts'
import type { Shape } from './shape.ts'

/** Prepares the root of all commands: where help and errors go and how they look. Commands beneath inherit it. */
export function settle(program: Command, { stdout, stderr }: CommandLine): Command {
  return program
    .exitOverride()
    .enablePositionalOptions()
    .helpCommand(false)
    .helpOption('-h, --help', 'Show this help')
    .configureHelp({ formatHelp: commandsFirst, subcommandTerm: (command) => command.name(), subcommandDescription: describe })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      // Errors are thrown, and told in one place.
      outputError: () => {},
      getOutHelpWidth: () => widthOf(stdout),
      getErrHelpWidth: () => widthOf(stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
}

/** Puts the options behind the commands, which are what people look for; without that they fill the first screen. */
function commandsFirst(command: Command, help: Help): string {
  const sections = Help.prototype.formatHelp.call(help, command, help).trimEnd().split('\n\n')
  const isOptions = (section: string) => /^[^\n]*options\b[^\n]*:\n/i.test(section)
  const others = sections.filter((section) => !isOptions(section))
  return `${[...others, ...sections.filter(isOptions)].join('\n\n')}\n`
}

/** A noun is described by its verbs. */
function describe(command: Command): string {
  const verbs = command.commands.map((verb) => verb.name()).join(', ')
  return command.summary() || verbs || command.description()
}

function widthOf(stream: NodeJS.WritableStream): number {
  return 'columns' in stream && typeof stream.columns === 'number' ? stream.columns : 100
}

/** What stands below the list of all commands. */
export function footer(name: string): string {
  return `
Without a command ${name} serves MCP over stdio, which is how an MCP client starts it.
With LOOP_SERVER and LOOP_KEY set, every command works against that server, not a local database.
Exit codes: 0 ok, 1 refused, 2 wrong usage, 3 cannot reach.

  ${name} <command> --help     what a command takes
  ${name} doctor               what is wrong, if something is
  ${name} completion --help    completion in your shell`
}

/** A call with all that it needs, to copy and fill in. */
export function example(name: string, words: readonly string[], all: readonly Argument[]): string {
  const required = all.filter((argument) => argument.required).map(sampleOf)
  return `\nExample:\n  ${[name, ...words, ...required].join(' ')}`
}

function sampleOf({ flag, nameless, shape }: Argument): string {
  const value = sample(shape)
  return nameless && value !== '' ? value : `${flag} ${value}`.trim()
}

function sample({ type, choices, list }: Shape): string {
  if (type === 'boolean') return list ? 'true' : ''
  if (type === 'choice') return String(choices[0])
  return { text: '"…"', number: '1', integer: '1', json: "'{…}'" }[type]
}
