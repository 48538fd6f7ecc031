import { type CommandDefinition, readOptions } from 'loop-core'
import { namedTracePath, usualTracePath } from '../task/trace-path.ts'

const options = { 'trace-db': { type: 'string' } } as const

/** Follows a run that goes on elsewhere. */
export const watch: CommandDefinition = {
  name: 'watch',
  summary: `Follow a run while it goes on elsewhere: watch [RUN], the latest unless given. Ends with it, and exits with 0 if it is completed.
Control-C ends the watching and leaves the run alone.
--trace-db FILE  where it is recorded; ${usualTracePath} of this folder unless given`,
  async run(words, surroundings) {
    const [first, ...others] = words
    const id = first?.startsWith('-') ? undefined : first
    const values = readOptions(id === undefined ? words : others, options)
    const path = values['trace-db'] ?? namedTracePath(surroundings.environment) ?? usualTracePath
    // Servers carry this command along and never need what opens another database.
    const { watchTrace } = await import('./watch-trace.ts')
    return watchTrace(surroundings, { path, id })
  },
}
