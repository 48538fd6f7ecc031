import type { RunRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'

/** The real path of the folder that a run is about: its root, or what its worktree was made from. */
export function workspaceOf({ worktree, root, task }: Pick<RunRow, 'worktree' | 'root' | 'task'>): string {
  return worktree === null ? root : (JSON.parse(task) as RunnableTask).workspace
}
