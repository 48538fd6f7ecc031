import type { Command, Option } from 'commander'
import type { Progress } from '../../caller.ts'
import type { Module } from '../../module.ts'
import type { Operation } from '../../operation.ts'
import { type Argument, readArguments } from './arguments.ts'
import type { CommandLine } from './command-line.ts'
import { confirm } from './confirm.ts'
import { inFormat } from './format.ts'
import { readGeneral } from './general-options.ts'
import { withProgress } from './progress.ts'
import { render } from './render.ts'
import { printable } from './translate.ts'
import { usage } from './usage.ts'
import { readWholeInput } from './whole-input.ts'

/** One operation's command after its words were read. */
export interface Performance {
  operation: Operation
  module: Module
  command: Command
  arguments: readonly Argument[]
  general: readonly Option[]
}

/** Calls the operation with what was typed, prints its answer and returns the exit code. */
export async function perform(line: CommandLine, { operation, module, command, arguments: all, general }: Performance): Promise<number> {
  const { format = line.format, yes, input: whole, settings } = readGeneral(command, general, module)
  const input = { ...(await readWholeInput(whole, line.stdin)), ...readArguments(command, all) }
  requireAll(all, input)
  if (operation.kind === 'destroy' && !yes && !(await confirm(line, operation.command))) return 1
  const { caller, signal, stdout, stderr } = line
  const calling = (progress: Progress) => caller.call(operation.name, input, { signal, progress, settings })
  const output = (await withProgress(stderr, calling)) as Record<string, unknown>
  stdout.write(await inFormat(output, format, () => inWords(operation, output)))
  return operation.refused?.(output) ? 1 : 0
}

function requireAll(all: readonly Argument[], input: Record<string, unknown>): void {
  const missing = all.filter(({ property, required }) => required && input[property] === undefined)
  const names = missing.map(({ flag }) => flag)
  const hints = missing.filter(({ nameless }) => nameless).map(({ flag }) => `${flag} may go without its name.`)
  if (missing.length > 0) throw usage(`This needs ${names.join(' and ')}.`, hints)
}

function inWords(operation: Operation, output: Record<string, unknown>): string {
  return operation.text ? printable(operation.text(output)).trimEnd() : render(output)
}
