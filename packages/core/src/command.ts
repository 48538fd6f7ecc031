import type { Caller } from './caller.ts'
import type { Format } from './settings.ts'

/** A command that is no operation, such as one that wraps another command. */
export interface CommandDefinition {
  /** The words that call it, such as `run`. */
  name: string
  summary: string
  /** Receives the words behind its name as they were typed and returns the exit code. */
  run(words: readonly string[], surroundings: CommandSurroundings): Promise<number>
}

export interface CommandSurroundings {
  /** Calls bring along what stood before or first behind the command, such as `--workspace`. */
  caller: Caller
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
