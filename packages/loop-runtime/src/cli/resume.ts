import { type CommandDefinition, readOptions, usage } from 'loop-core'
import { namedTracePath, tracePathOf, usualTracePath } from '../task/trace-path.ts'

const options = {
  'trace-db': { type: 'string' },
  'skills-dir': { type: 'string' },
  record: { type: 'string' },
  quiet: { type: 'boolean' },
} as const

/** Goes on with a run that was interrupted, waits for a person, or whose model failed. */
export const resume: CommandDefinition = {
  name: 'resume',
  summary: `Go on with a run where it was: resume RUN
What was begun and has no result is settled first; nothing is done or paid for twice.
--trace-db FILE        where it is recorded; ${usualTracePath} of this folder unless given
--skills-dir DIR, --record FILE, --quiet`,
  async run([id, ...words], surroundings) {
    if (id === undefined || id.startsWith('-')) throw usage('Say which run: resume RUN')
    const values = readOptions(words, options)
    const path = tracePathOf(values['trace-db'] ?? (namedTracePath(surroundings.environment) || usualTracePath))
    const [{ resumeRun }, { driveHere, report }, { withRuntime }, { withTrace }] = await Promise.all([
      import('../run/start-run.ts'),
      import('./drive-here.ts'),
      import('./local-runtime.ts'),
      import('./open-trace.ts'),
    ])
    // Whoever goes on with a run writes; a file without it is refused before that.
    await withTrace({ path, id }, async () => {})
    const { 'skills-dir': skillsDir, record, quiet = false } = values
    const row = await withRuntime({ path, environment: surroundings.environment }, (runtime) =>
      driveHere(surroundings, { runtime, options: { skillsDir, record, quiet } }, (around) => resumeRun(id, around)),
    )
    return report(surroundings, row, path)
  },
}
