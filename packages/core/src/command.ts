import type { Impersonation } from './accounts/impersonate.ts'
import type { Caller } from './caller.ts'
import type { TypedRequest } from './faces/http/addressed.ts'
import type { Format } from './settings.ts'

/** A command that is no operation, such as one that wraps another command. */
export interface CommandDefinition {
  /** The words that call it, such as `run`. */
  name: string
  summary: string
  /** Receives the words behind its name as they were typed and returns the exit code. */
  run(words: readonly string[], surroundings: CommandSurroundings): Promise<number>
}

/** What a command does in the place of others. */
export interface Elsewhere {
  /** Does what other words of this program say, and gives the exit code. */
  run(words: readonly string[]): Promise<number>
  /** Calls the operation at an address as the HTTP face would. Throws `not_found route_not_found`. */
  send(request: TypedRequest): Promise<unknown>
}

export interface CommandSurroundings {
  /** Calls bring along what stood before or first behind the command, such as `--workspace`. */
  caller: Caller
  /** Puts a superadmin in the place of another tenant's people; absent where nobody can be one. Throws `forbidden not_superadmin`, and `not_found tenant_not_found`. */
  inPlaceOf?(to: Impersonation): Promise<Elsewhere>
  environment: Readonly<Record<string, string | undefined>>
  /** How to answer: as the words say with `--format` or `--json`, or else as the person has set it. */
  format: Format
  /** Prints an answer in that form; for people in these words, where there are any. */
  print(answer: Readonly<Record<string, unknown>>, inWords?: () => string): Promise<void>
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  /** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process. */
  signal: AbortSignal
}
