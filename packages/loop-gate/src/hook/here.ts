import type { CommandSurroundings } from 'loop-core'
import { sessionOf } from '../config.ts'
import { type LocalGate, localGate } from './local-gate.ts'

/** Where a command of a person, or of an agent's shell, acts. */
export interface Here {
  gate: LocalGate
  folder: string
  session: string | null
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  /** Passes on what a program prints. */
  onOutput(chunk: Buffer, stream: 'stdout' | 'stderr'): void
  /** One line that is none of the program's own. */
  say(line: string): void
}

/** Does something with the database of this machine, which is closed afterwards. */
export async function inFolder<Result>(surroundings: CommandSurroundings, work: (here: Here) => Promise<Result>): Promise<Result> {
  const { environment, signal, stdout, stderr } = surroundings
  const gate = localGate({ environment, signal })
  try {
    return await work({
      gate,
      folder: environment.LOOP_WORKSPACE || process.cwd(),
      session: sessionOf(environment),
      signal,
      onOutput: (chunk, stream) => void (stream === 'stdout' ? stdout : stderr).write(chunk),
      say: (line) => void stderr.write(`loop-gate: ${line}\n`),
    })
  } finally {
    await gate.close().catch(() => {})
  }
}
