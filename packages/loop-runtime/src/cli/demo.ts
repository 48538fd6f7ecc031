import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CommandDefinition } from 'loop-core'
import { demoFiles } from '../demo/files.ts'
import { runnable, settleTask } from '../task/settle-task.ts'
import { usualTracePath } from '../task/trace-path.ts'

/** Shows a loop at work, in a folder that is gone afterwards. */
export const demo: CommandDefinition = {
  name: 'demo',
  summary: 'Watch a loop mend a bug: a small repository in a temporary folder, a debugger made of rules instead of a model, no key.',
  async run(_words, surroundings) {
    const [{ startRun }, { driveHere, report }, { withRuntime }] = await Promise.all([
      import('../run/start-run.ts'),
      import('./drive-here.ts'),
      import('./local-runtime.ts'),
    ])
    const workspace = await mkdtemp(join(tmpdir(), 'loop-runtime-demo-'))
    try {
      for (const [path, content] of Object.entries(demoFiles)) await writeInside(workspace, path, content)
      const task = runnable(settleTask({ flags: { workspace, goal: 'Fix failing tests', approvalMode: 'auto' } }))
      const path = join(workspace, usualTracePath)
      const row = await withRuntime({ path, environment: surroundings.environment }, (runtime) =>
        driveHere(surroundings, { runtime, options: {} }, (around) => startRun(task, around)),
      )
      return await report(surroundings, row, path)
    } finally {
      await rm(workspace, { recursive: true, force: true })
    }
  },
}

async function writeInside(folder: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
}
