import type { CommandDefinition } from 'loop-core'
import { summary } from '../setup/options.ts'

/** Writes our hook into the file of a client, or takes it out again. */
export const setup: CommandDefinition = {
  name: 'setup',
  summary,
  async run(words, surroundings) {
    // Servers carry this command along and never need what edits files.
    const { runSetup } = await import('../setup/run.ts')
    return runSetup(words, surroundings)
  },
}
