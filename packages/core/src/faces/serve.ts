import type { Environment } from '../application.ts'
import { LoopError } from '../error.ts'
import type { Module } from '../module.ts'
import { type Format, readSettings } from '../settings.ts'
import { type Flags, readFlags, type ServerFlags } from './flags.ts'
import { inOwnWords, type OwnWords, translated } from './own-words.ts'
import { refusalLines } from './refusal-lines.ts'
import type { Server } from './server.ts'

/** How a server was asked to run. */
export type Way = 'stdio' | 'http' | 'command'

export interface ServeOptions extends OwnWords {
  /** What was typed behind the command's name; `process.argv` unless given. */
  words?: readonly string[]
  /** The name of the package and of its command. */
  name: string
  version: string
  /** The toolset shown where nobody chooses; `standard` unless said. */
  tools?: string
  /** The port of `--http` where nobody chooses. */
  port: number
  /** How the command line answers where nobody chooses; `human` unless said. */
  format?: Format
  /** Flags of this server alone, which stand before a command as all of a server's do. */
  flags?: ServerFlags
  /** The environment to read in place of the given one, in which flags are already; those of all servers count for more. */
  environment?(given: Environment, way: Way): Environment
}

/**
 * Runs a server as its command was called: no words serve MCP over stdio, `--http` serves HTTP, anything else is the command line.
 *
 * Sets the exit code: 0 ok, 1 refused, 2 usage, 3 cannot reach.
 */
export async function serve(modules: readonly Module[], options: ServeOptions): Promise<void> {
  try {
    const flags = readFlags(options.words ?? process.argv.slice(2), modules, options.flags)
    const typed = { ...process.env, ...flags.environment }
    const given = options.environment?.(typed, wayOf(flags)) ?? typed
    const environment = { ...translated(given, options), ...flags.environment }
    process.exitCode = await start({ ...options, modules, environment, settings: readSettings(environment) }, flags)
  } catch (thrown) {
    if (!LoopError.is(thrown)) throw thrown
    const error = inOwnWords(thrown, options)
    process.stderr.write(`${refusalLines(error, error.hints)}\n`)
    process.exitCode = thrown.kind === 'unavailable' ? 3 : thrown.kind === 'invalid_input' ? 2 : 1
  }
}

function wayOf({ http, words }: Flags): Way {
  return http ? 'http' : words.length === 0 ? 'stdio' : 'command'
}

/** Each way is loaded only when it is taken, since starting quickly is what a client notices first. */
async function start(server: Server, flags: Flags): Promise<number> {
  const way = wayOf(flags)
  if (way === 'http') return (await import('./run-http.ts')).runHttp(server)
  if (way === 'stdio') return (await import('./run-stdio.ts')).runStdio(server)
  return (await import('./run-command.ts')).runWords(server, flags.words)
}
