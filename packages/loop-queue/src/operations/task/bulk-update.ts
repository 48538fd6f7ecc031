import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import { type Change, updateTask } from '../../changes/update-task.ts'
import * as field from '../../fields.ts'
import { requireLoop, seen } from '../../load.ts'
import { openQueue, type Queue, viewQueue } from '../../queue.ts'
import { notFound, nothingToUpdate, type Refused, someRefused } from '../../refusals.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { findTasks, loadTasks } from '../../storage/tasks.ts'
import { undone } from '../../storage/undo.ts'
import { lockGraph } from '../../storage/workspaces.ts'
import { someObject } from '../../views/some-object.ts'

const Result = z.object({ task_id: z.string(), changed: z.boolean(), status: field.status })

export const bulkUpdateTasks = operation({
  name: 'bulk_update_tasks',
  title: 'Update many tasks',
  summary: 'Set loop, priority or status of many tasks: all of them or none. A refusal lists each task that stands in the way, and why.',
  kind: 'write',
  roles: ['user', 'orchestrator'],
  rest: ['PATCH /api/v1/tasks'],
  command: 'task bulk-update',
  toolsets: ['seed', 'standard'],
  input: z.object({
    task_ids: z.array(field.taskId).min(1).max(200),
    loop_id: field.loopId.nullable().optional().describe('null for none'),
    priority: field.priority.optional(),
    status: field.status.optional(),
    override: field.override,
    dry_run: z.boolean().optional(),
  }),
  output: z.object({ updated: z.int(), results: z.array(Result) }),
  advertised: someObject,
  async run({ task_ids, dry_run = false, status, override, ...edits }, context) {
    if (Object.values({ status, ...edits }).every((value) => value === undefined)) throw nothingToUpdate(['loop_id', 'priority', 'status'])
    const queue = dry_run ? { ...(await viewQueue(context)), emit() {} } : await openQueue(context)
    if (edits.loop_id) await requireLoop(queue, edits.loop_id)
    const work = () => updateAll(queue, [...new Set(task_ids)], { edits, status, override })
    const results = dry_run ? await undone(queue.db, work) : await work()
    return { updated: results.filter(({ changed }) => changed).length, results }
  },
})

async function updateAll(queue: Queue, ids: readonly string[], change: Change): Promise<z.output<typeof Result>[]> {
  // Taken first, since two calls that hold tasks each other wants would wait for ever.
  await lockGraph(queue.db, queue.workspace.id)
  const rows = new Map((await findTasks(queue.db, seen(queue), ids)).map((row) => [row.id, row]))
  const changed = new Map<string, boolean>()
  const refused: Refused[] = []
  for (const id of ids) {
    const result = await tryOne(queue, id, rows.get(id), change)
    if (LoopError.is(result)) refused.push({ task_id: id, error: result })
    else changed.set(id, result)
  }
  if (refused.length > 0) throw someRefused(refused, ids.length)
  const statuses = new Map((await loadTasks(queue.db, ids)).map(({ id, status }) => [id, status]))
  return ids.map((id) => ({ task_id: id, changed: changed.get(id)!, status: statuses.get(id)! }))
}

/** Whether it changed, or why it cannot: the call is refused as a whole, with the reasons of all. */
async function tryOne(queue: Queue, id: string, row: TaskRow | undefined, change: Change): Promise<boolean | LoopError> {
  if (row === undefined) return notFound('task', id)
  try {
    return (await updateTask(queue, row, change)).changed.length > 0
  } catch (error) {
    if (LoopError.is(error)) return error
    throw error
  }
}
