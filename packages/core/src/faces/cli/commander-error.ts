import type { CommanderError } from 'commander'
import type { LoopError } from '../../error.ts'
import type { Module } from '../../module.ts'
import { argumentsOf } from './arguments.ts'
import type { CommandLine } from './command-line.ts'
import type { Entry } from './entries.ts'
import { namelessOf } from './nameless.ts'
import { serverOptions } from './server-options.ts'
import { usage } from './usage.ts'

/** What commander found wrong, in the form of all other refusals. Its messages read `error: unknown option '--titel'`, with a guess in brackets on a second line. */
export function fromCommander({ code, message }: CommanderError, { modules, words }: CommandLine, entry: Entry | undefined): LoopError {
  const nameless = entry?.operation && namelessOf(argumentsOf(entry.operation))?.option.long
  if (code === 'commander.excessArguments') return tooManyWords(nameless)
  const [first = '', ...others] = message.replace(/^error: /, '').split('\n')
  const sentence = `${first[0]?.toUpperCase()}${first.slice(1)}`.replace(/[^.]$/, '$&.')
  const hints = [...others.map((other) => other.replace(/^\((.*)\)$/, '$1')), ...misplaced(first, modules)]
  // Only the first word can be a value; whatever is unknown further on is an option.
  const isValue = nameless && hints.length === 0 && first === `unknown option '${words[entry!.words.length]}'`
  return usage(sentence, isValue ? [`A value that begins with a dash needs its option, ${nameless}.`] : hints)
}

function tooManyWords(nameless: string | undefined): LoopError {
  if (nameless === undefined) return usage('There is a word too many: each value stands behind its option.')
  return usage(`There is a word too many: only ${nameless} may go without its name.`, [
    'In a shell, put a value of several words in quotes.',
  ])
}

function misplaced(message: string, modules: readonly Module[]): string[] {
  const flag = /^unknown option '(--[\w-]+)/.exec(message)?.[1] ?? ''
  if (serverOptions(modules).some(({ long }) => long === flag)) return [`${flag} is for the server and stands before the command.`]
  return ['--json', '--input', '--yes'].includes(flag) ? [`${flag} stands behind a command that calls an operation.`] : []
}
