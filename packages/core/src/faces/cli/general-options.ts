import { type Command, Option } from 'commander'
import type { SettingValues } from '../../caller.ts'
import type { Module } from '../../module.ts'
import type { Operation } from '../../operation.ts'
import type { Format } from '../../settings.ts'
import { callSettings, given } from '../per-call.ts'
import { type Argument, optionsOf } from './arguments.ts'
import { formatOptions } from './format.ts'
import { settingOption } from './server-options.ts'

/** What every operation's command can be told besides its arguments. */
export interface General {
  input?: string
  /** Undefined where `--format` is an argument of the operation. */
  format: Format | undefined
  yes: boolean
  settings: SettingValues | undefined
}

/** The options of every command, without those whose names are arguments of this operation. */
export function generalOptions({ kind }: Operation, all: readonly Argument[], module: Module, format: Format): Option[] {
  const options = [
    new Option('--input <json>', 'All arguments at once as a JSON object; - reads it from stdin'),
    ...formatOptions(format),
    ...(kind === 'destroy' ? [new Option('--yes', 'Do not ask whether you mean it')] : []),
    ...callSettings([module]).map(settingOption),
  ]
  const taken = new Set(optionsOf(all).map((option) => option.long))
  return options.filter((option) => !taken.has(option.long)).map((option) => option.helpGroup('General options:'))
}

/** Reads the options that {@link generalOptions} gave to a command. */
export function readGeneral(command: Command, options: readonly Option[], module: Module): General {
  const read = (flag: string): unknown => {
    const option = options.find(({ long }) => long === `--${flag}`)
    return option && command.getOptionValue(option.attributeName())
  }
  return {
    input: read('input') as string | undefined,
    format: read('json') === true ? 'json' : (read('format') as Format | undefined),
    yes: read('yes') === true,
    settings: given(callSettings([module]), ({ flag }) => read(flag) as string | undefined),
  }
}
