import { resolve } from 'node:path'
import { type CommandDefinition, readOptions } from 'loop-core'
import { usualTracePath } from '../task/trace-path.ts'

const options = { 'trace-db': { type: 'string' } } as const

/** Removes the worktrees of runs that have ended. */
export const pruneWorktrees: CommandDefinition = {
  name: 'worktree prune',
  summary: `Remove the worktrees of runs that have ended, with what is in them; branches stay.
--trace-db FILE  where the runs are recorded; ${usualTracePath} of this folder unless given`,
  async run(words, { environment, print }) {
    const { 'trace-db': given } = readOptions(words, options)
    const path = resolve(given ?? environment.LOOP_DB_PATH ?? usualTracePath)
    const [{ withRuntime }, { refuseOtherFiles }, { pruned }] = await Promise.all([
      import('./local-runtime.ts'),
      import('./open-trace.ts'),
      import('../worktree/prune.ts'),
    ])
    await refuseOtherFiles(path)
    const removed = await withRuntime({ path, environment }, pruned)
    await print({ removed }, () => inWords(removed))
    return 0
  },
}

function inWords(removed: readonly { run_id: string; status: string; worktree: string }[]): string {
  if (removed.length === 0) return 'No run that has ended has a worktree.'
  return removed.map(({ run_id, status, worktree }) => `Removed ${worktree} of ${run_id}, ${status.replaceAll('_', ' ')}`).join('\n')
}
