import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CommandDefinition, CommandSurroundings } from 'loop-core'
import { readTask } from '../task/read-task.ts'
import { runnable, settleTask } from '../task/settle-task.ts'
import type { RunnableTask } from '../task/task.ts'
import { taskMissing } from './refusals.ts'
import { type RunFlags, readRunFlags, runSummary } from './run-flags.ts'

/** Drives a run, from the beginning to wherever it gets without a person. */
export const run: CommandDefinition = {
  name: 'run',
  summary: runSummary,
  async run(words, surroundings) {
    const flags = await readRunFlags(words, surroundings)
    if (surroundings.environment.LOOP_SERVER) return (await import('./run-there.ts')).runThere(surroundings, flags)
    const task = await taskOf(flags, surroundings)
    // Servers carry this command along and never need what drives a run.
    const [{ startRun }, { driveHere, report }, { withRuntime }, { tracePlace }] = await Promise.all([
      import('../run/start-run.ts'),
      import('./drive-here.ts'),
      import('./local-runtime.ts'),
      import('./trace-place.ts'),
    ])
    const path = await tracePlace(task, surroundings.environment)
    const row = await withRuntime({ path, environment: surroundings.environment }, (runtime) =>
      driveHere(surroundings, { runtime, options: flags }, (around) => startRun(task, around)),
    )
    return report(surroundings, row, path)
  },
}

async function taskOf({ task: path, flags }: RunFlags, { environment }: CommandSurroundings): Promise<RunnableTask> {
  const file = path === undefined ? undefined : readTask(await readFile(path, 'utf8').catch(() => Promise.reject(taskMissing(path))))
  const model = flags.model ?? file?.model ?? environment.LOOP_RUNTIME_MODEL
  const workspace = resolve(flags.workspace ?? file?.workspace ?? '.')
  return runnable(settleTask({ ...(file && { file }), flags: { ...flags, workspace, ...(model && { model }) } }))
}
