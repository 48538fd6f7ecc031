/** Bounds of one command besides its time. */
export interface CommandLimits {
  /** Between SIGTERM and SIGKILL. */
  graceMs: number
  /** For background children that hold the output after the command ended. */
  drainMs: number
  /** Both streams together; beyond it the command is ended. */
  maxOutputBytes: number
  /** Of each stream, for whoever stores it. */
  keptBytes: number
  /** Of each stream, for whoever reads the answer. */
  tailCharacters: number
  progressMs: number
}

const mebibyte = 1_048_576

export const commandLimits: CommandLimits = {
  graceMs: 5_000,
  drainMs: 2_000,
  maxOutputBytes: 16 * mebibyte,
  keptBytes: mebibyte,
  tailCharacters: 12_000,
  progressMs: 1_000,
}
