import type { CommanderError } from 'commander'
import type { LoopError } from '../../error.ts'
import type { Module } from '../../module.ts'
import { serverOptions } from './server-options.ts'
import { usage } from './usage.ts'

/** What commander found wrong, in the form of all other refusals. Its messages read `error: unknown option '--titel'`, with a guess in brackets on a second line. */
export function fromCommander({ code, message }: CommanderError, modules: readonly Module[]): LoopError {
  if (code === 'commander.excessArguments') return usage('There is a word too many: each value stands behind its option.')
  const [first = '', ...others] = message.replace(/^error: /, '').split('\n')
  const sentence = `${first[0]?.toUpperCase()}${first.slice(1)}`.replace(/[^.]$/, '$&.')
  return usage(sentence, [...others.map((other) => other.replace(/^\((.*)\)$/, '$1')), ...misplaced(first, modules)])
}

function misplaced(message: string, modules: readonly Module[]): string[] {
  const flag = /^unknown option '(--[\w-]+)/.exec(message)?.[1] ?? ''
  if (serverOptions(modules).some(({ long }) => long === flag)) return [`${flag} is for the server and stands before the command.`]
  return ['--json', '--format', '--input', '--yes'].includes(flag) ? [`${flag} stands behind a command that calls an operation.`] : []
}
