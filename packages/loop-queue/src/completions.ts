import type { Completion } from 'loop-core'
import { seen } from './load.ts'
import { viewQueue } from './queue.ts'
import { loopsLike, tasksLike } from './storage/suggested.ts'
import { workflowNames } from './workflows.ts'

const shown = 100

/** What fits what was typed so far: ids by the names that people know. */
export const completions: Record<'loop_id' | 'task_id' | 'workflow', Completion> = {
  loop_id: async (typed, context) => {
    const queue = await viewQueue(context)
    return loopsLike(queue.db, seen(queue), typed, shown)
  },
  task_id: async (typed, context) => {
    const queue = await viewQueue(context)
    return tasksLike(queue.db, seen(queue), typed, shown)
  },
  workflow: async (typed) => workflowNames.filter((name) => name.startsWith(typed.toLowerCase())),
}
