import type { CommandDefinition } from 'loop-core'

/** Makes a client call our hook. */
export const setup: CommandDefinition = {
  name: 'setup',
  summary: `Print the hooks of a client, or write them into its settings: setup claude-code [--write FILE]
--write FILE  such as ~/.claude/settings.json; what else is in it stays`,
  async run(words, surroundings) {
    // Servers carry this command along and never need what edits files.
    const { runSetup } = await import('./run.ts')
    return runSetup(words, surroundings)
  },
}
