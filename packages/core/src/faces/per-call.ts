import type { Caller, SettingValues } from '../caller.ts'
import { LoopError } from '../error.ts'
import type { Module, PerCallSetting } from '../module.ts'

/** A setting that a call may bring along, with the environment variable that it stands for. */
export interface CallSetting extends PerCallSetting {
  variable: string
}

/** The settings that a call to some modules may bring along. */
export function callSettings(modules: readonly Module[]): CallSetting[] {
  return modules.flatMap(({ perCall = {} }) => Object.entries(perCall).map(([variable, setting]) => ({ variable, ...setting })))
}

/** Collects the settings that are given, wherever `read` finds them; undefined where there are none. */
export function given(
  settings: readonly CallSetting[],
  read: (setting: CallSetting) => string | null | undefined,
): SettingValues | undefined {
  const values = settings.flatMap((setting) => {
    const value = read(setting)
    return value ? [[setting.variable, value] as const] : []
  })
  return values.length === 0 ? undefined : Object.fromEntries(values)
}

/** The settings that a request's headers bring along. */
export function settingsIn(headers: Headers, settings: readonly CallSetting[]): SettingValues | undefined {
  return given(settings, ({ header }) => headers.get(header))
}

/** The headers that bring such settings to another server. Throws `invalid_input bad_setting` for a value that no header can hold. */
export function headersOf(settings: readonly CallSetting[], values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const headers = settings.map(({ variable, header }) => [header, carried(variable, values[variable] ?? '')] as const)
  return Object.fromEntries(headers.filter(([, value]) => value !== ''))
}

function carried(variable: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value
  throw new LoopError('invalid_input', `${variable} has a character that cannot be sent to another server.`, { code: 'bad_setting' })
}

/** The same caller, whose calls all bring these settings along. */
export function withSettings(caller: Caller, settings: SettingValues): Caller {
  const call: Caller['call'] = (name, input, options) =>
    caller.call(name, input, { ...options, settings: { ...settings, ...options?.settings } })
  return { ...caller, call }
}
