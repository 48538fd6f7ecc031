import { type CommandDefinition, readOptions, usage } from 'loop-core'
import { traceFormats } from '../words.ts'

const options = {
  'trace-db': { type: 'string' },
  'task-id': { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
} as const

/** Writes the trace of one run into a file. */
export const exportTrace: CommandDefinition = {
  name: 'export-trace',
  summary: `Write what happened in a run to a file.
--trace-db FILE  where it is recorded
--out FILE       what to write; a file that is there is replaced
--task-id ID     which run; the latest unless given
--format FORMAT  ${traceFormats.join(', ')}; events, the JSON array, unless given`,
  async run(words, { stdout }) {
    const { 'trace-db': path, 'task-id': id, out, format = 'events' } = readOptions(words, options)
    if (path === undefined || out === undefined) throw usage('export-trace needs --trace-db FILE and --out FILE.')
    const known = traceFormats.find((each) => each === format)
    if (known === undefined) throw usage(`--format is ${traceFormats.join(', ')}.`)
    // Servers carry this command along and never need what opens another database.
    const { withTrace } = await import('./open-trace.ts')
    const { traceText } = await import('../trace/trace-text.ts')
    const { writeWhole } = await import('./write-pieces.ts')
    await withTrace({ path, id }, ({ run, pages }) => writeWhole(out, traceText(known, run, pages)))
    stdout.write(`Exported ${out}\n`)
    return 0
  },
}
