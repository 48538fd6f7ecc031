import { type CommandDefinition, readOptions } from 'loop-core'

/** Judges the folder as a stop would, for CI jobs and hooks of git. */
export const check: CommandDefinition = {
  name: 'check',
  summary: `Show which checks of the accepted policy hold for the files that are there now. Exits with 0 if all required ones do, else with 1.
--run  first run those that have no fresh receipt`,
  async run(words, surroundings) {
    const { run = false } = readOptions(words, { run: { type: 'boolean' } })
    // Servers carry this command along and never need what runs programs.
    const { checkAll } = await import('../run/check-all.ts')
    return checkAll(run, surroundings)
  },
}
