import type { SettingValues } from '../caller.ts'
import type { Module } from '../module.ts'
import { callSettings } from './per-call.ts'

/** How a server was asked to run. */
export interface Flags {
  http: boolean
  /** The rest, for the command line. */
  words: string[]
  /** Flags that are another spelling of an environment variable. */
  environment: Record<string, string>
}

const variables = new Map([
  ['--port', 'LOOP_PORT'],
  ['--host', 'LOOP_HOST'],
  ['--db', 'LOOP_DB_PATH'],
  ['--tools', 'LOOP_TOOLS'],
  ['--exclude-tools', 'LOOP_EXCLUDE_TOOLS'],
  ['--identity', 'LOOP_IDENTITY'],
  ['--format', 'LOOP_FORMAT'],
])

const switches = new Map([['--read-only', 'LOOP_READ_ONLY']])

/** A flag that one server alone has: another spelling of an environment variable. */
export interface ServerFlag {
  variable: string
  describe: string
  /** `values` may stand several times, and come with commas between; `nothing` means 1. A value unless said. */
  takes?: 'value' | 'values' | 'nothing'
}

/** Flags by how they are typed, such as `--test-command`. */
export type ServerFlags = Readonly<Record<string, ServerFlag>>

/**
 * Takes the server's own flags from the front of the words.
 *
 * It stops at the first word it does not know, so that a command may have options of the same names.
 */
export function readFlags(words: readonly string[], modules: readonly Module[] = [], own: ServerFlags = {}): Flags {
  const flags: Flags = { http: false, words: [...words], environment: {} }
  const valued = new Map([...settingFlags(modules), ...variables])
  while (takeOwn(flags, own) || takeSwitch(flags) || takeValue(flags.words, valued, flags.environment)) {}
  // What was typed now counts for more than an address that the environment has.
  if (flags.environment.LOOP_DB_PATH !== undefined) flags.environment.DATABASE_URL = ''
  return flags
}

/** Takes what a call brings along from the front of the words behind a command of the module's own. */
export function readSettingFlags(words: readonly string[], module: Module): { words: string[]; settings: SettingValues } {
  const left = [...words]
  const settings = {}
  while (takeValue(left, settingFlags([module]), settings)) {}
  return { words: left, settings }
}

function settingFlags(modules: readonly Module[]): Map<string, string> {
  return new Map(callSettings(modules).map(({ flag, variable }) => [`--${flag}`, variable]))
}

function takeOwn({ words, environment }: Flags, own: ServerFlags): boolean {
  const [name = ''] = (words[0] ?? '').split('=', 1)
  if (!Object.hasOwn(own, name)) return false
  const { variable, takes = 'value' } = own[name]!
  if (takes === 'nothing') environment[variable] = '1'
  else return takeListed({ words, environment }, { name, variable, before: takes === 'values' ? environment[variable] : undefined })
  words.shift()
  return true
}

type Listed = { name: string; variable: string; before: string | undefined }

/** What stood before stays in front. */
function takeListed({ words, environment }: Pick<Flags, 'words' | 'environment'>, { name, variable, before }: Listed): boolean {
  if (!takeValue(words, new Map([[name, variable]]), environment)) return false
  if (before !== undefined) environment[variable] = `${before},${environment[variable]}`
  return true
}

function takeSwitch(flags: Flags): boolean {
  const [word = ''] = flags.words
  const variable = switches.get(word)
  if (word === '--http') flags.http = true
  else if (variable !== undefined) flags.environment[variable] = '1'
  else return false
  flags.words.shift()
  return true
}

function takeValue(words: string[], flags: ReadonlyMap<string, string>, environment: Record<string, string>): boolean {
  const [word = '', next] = words
  const [name = '', inline] = word.split(/=(.*)/s, 2)
  const variable = flags.get(name)
  const value = inline ?? next
  if (variable === undefined || value === undefined) return false
  environment[variable] = value
  words.splice(0, inline === undefined ? 2 : 1)
  return true
}
