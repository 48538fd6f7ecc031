import { type CommandDefinition, readOptions, usage } from 'loop-core'

const options = { 'trace-db': { type: 'string' }, 'task-id': { type: 'string' } } as const

/** Shows the trace of one run: readable at a terminal, else as JSON. */
export const inspect: CommandDefinition = {
  name: 'inspect',
  summary: `Show what happened in a run: readable at a terminal, else the JSON array of its events.
--trace-db FILE  where it is recorded
--task-id ID     which run; the latest unless given
--json           the JSON array also at a terminal`,
  async run(words, { format, environment, stdout }) {
    const { 'trace-db': path, 'task-id': id } = readOptions(words, options)
    if (path === undefined) throw usage('inspect needs --trace-db FILE.')
    // Servers carry this command along and never need what opens another database.
    const { inspectTrace } = await import('./inspect-trace.ts')
    await inspectTrace({ path, id }, { stdout, environment, asJson: format !== 'human' })
    return 0
  },
}
