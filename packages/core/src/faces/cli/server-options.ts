import { Option } from 'commander'
import type { Module } from '../../module.ts'
import type { ServerFlags } from '../flags.ts'
import { type CallSetting, callSettings } from '../per-call.ts'

/** The server's own flags are taken before a command line is read; here they are explained. */
export function serverOptions(modules: readonly Module[], own: ServerFlags = {}): Option[] {
  const options = [
    new Option('--http', 'Serve HTTP instead of MCP over stdio'),
    new Option('--port <number>', 'The port of --http (LOOP_PORT)'),
    new Option('--host <address>', 'The address of --http (LOOP_HOST)'),
    new Option('--db <path>', 'The database file (LOOP_DB_PATH)'),
    new Option('--identity <name>', 'Act as one of your local identities (LOOP_IDENTITY)'),
    new Option('--format <format>', 'How commands answer: human, json or csv (LOOP_FORMAT)'),
    new Option('--tools <names>', 'The tools or toolsets to show, with commas between (LOOP_TOOLS)'),
    new Option('--exclude-tools <names>', 'The tools or toolsets not to show (LOOP_EXCLUDE_TOOLS)'),
    new Option('--read-only', 'Show only tools that change nothing (LOOP_READ_ONLY)'),
    ...callSettings(modules).map(settingOption),
    ...Object.entries(own).map(
      ([flag, { variable, describe, takes }]) => new Option(takes === 'nothing' ? flag : `${flag} <value>`, `${describe} (${variable})`),
    ),
  ]
  return options.map((option) => option.helpGroup('Server options, before a command:'))
}

/** The option by which a call brings a setting along. */
export function settingOption({ flag, describe, variable }: CallSetting): Option {
  return new Option(`--${flag} <value>`, `${describe} (${variable})`)
}
