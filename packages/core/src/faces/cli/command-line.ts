import type { CommandSurroundings } from '../../command.ts'
import type { Module } from '../../module.ts'
import type { StorageCheck } from '../../storage/storage.ts'
import type { ServerFlags } from '../flags.ts'
import type { InPlaceOf } from '../in-place-of.ts'

/** One command as a person typed it, and everything that it may touch. */
export interface CommandLine extends Omit<CommandSurroundings, 'print' | 'inPlaceOf'> {
  name: string
  version: string
  modules: readonly Module[]
  /** Flags that this server alone has. */
  flags?: ServerFlags | undefined
  words: readonly string[]
  /** How this machine's database is; absent where another server is worked against. */
  check?(): Promise<StorageCheck>
  inPlaceOf?: InPlaceOf | undefined
}

/** True for a stream that a person sits at. */
export function isTerminal(stream: NodeJS.ReadableStream | NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true
}
