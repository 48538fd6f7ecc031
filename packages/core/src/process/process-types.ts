/** What to run and within which bounds. */
export interface ProcessRequest {
  /** The program and its arguments; no shell is ever implied. */
  command: readonly string[]
  cwd: string
  /** The whole environment of the child; without it, our own less our keys. */
  env?: NodeJS.ProcessEnv
  timeoutMs: number
  /** How many of the last bytes of output are kept. */
  maxOutputBytes: number
  signal?: AbortSignal
  /** Hears that the program was started, which leaves time for something else; it must not throw. */
  onStart?: () => void
  /** Sees every piece of output as it arrives, also what the tail no longer holds; it must not throw. */
  onOutput?: (chunk: Buffer, stream: OutputStream) => void
  /** Written to the child's standard input, which is closed at once without it. */
  input?: string | Uint8Array
  /** How long the group may take to obey SIGTERM before SIGKILL, 2,000 by default. */
  graceMs?: number
  /** How long background children may outlive the main process or hold its output, 500 by default. */
  drainMs?: number
  /** Added to the child's environment. On Linux whatever still has it at the end is killed, also what left the group. */
  marker?: ProcessMarker
}

/** A variable with a value that nothing else has, by which the descendants of one child are known. */
export interface ProcessMarker {
  name: string
  value: string
}

export type OutputStream = 'stdout' | 'stderr'

/** `exited` also covers a child that died of a signal which we did not send. */
export type ProcessOutcome = 'exited' | 'timed_out' | 'cancelled' | 'could_not_start'

/** What the bytes of an output were, of which only the last are kept. */
export interface OutputSummary {
  outputBytes: number
  /** Hex, over the whole output in the order in which it arrived. */
  outputSha256: string
  outputTail: string
  /** Whether the tail is less than the output. */
  truncated: boolean
}

/** How a child ended and what it said. */
export interface ProcessResult extends OutputSummary {
  outcome: ProcessOutcome
  exitCode: number | null
  signal: NodeJS.Signals | null
  durationMs: number
  /** The system's code where the program could not be started, such as `ENOENT`. */
  startError: string | null
}
