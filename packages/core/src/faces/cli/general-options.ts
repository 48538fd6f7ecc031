import { type Command, Option } from 'commander'
import type { SettingValues } from '../../caller.ts'
import type { Module } from '../../module.ts'
import type { Operation } from '../../operation.ts'
import { callSettings, given } from '../per-call.ts'
import { type Argument, optionsOf } from './arguments.ts'
import { settingOption } from './server-options.ts'

/** What every operation's command can be told besides its arguments. */
export interface General {
  input?: string
  json: boolean
  yes: boolean
  settings: SettingValues | undefined
}

/** The options of every command, without those whose names are arguments of this operation. */
export function generalOptions({ kind }: Operation, all: readonly Argument[], module: Module): Option[] {
  const options = [
    new Option('--input <json>', 'All arguments at once as a JSON object; - reads it from stdin'),
    new Option('--json', 'Print the answer as JSON'),
    new Option('--format <format>', 'Print the answer for people or as JSON').choices(['human', 'json']).default('human'),
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
    json: read('json') === true || read('format') === 'json',
    yes: read('yes') === true,
    settings: given(callSettings([module]), ({ flag }) => read(flag) as string | undefined),
  }
}

/** Whether JSON was asked for, also where the words could not be understood. */
export function asksForJson(words: readonly string[]): boolean {
  return words.some((word, index) => word === '--json' || word === '--format=json' || (word === '--format' && words[index + 1] === 'json'))
}
