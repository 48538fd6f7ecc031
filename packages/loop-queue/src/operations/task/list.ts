import { operation, text } from 'loop-core'
import { z } from 'zod'
import { cursorOf, placeIn, placeText } from '../../cursor.ts'
import * as field from '../../fields.ts'
import { endedTasks, isReadyNow, requireLoop, seen } from '../../load.ts'
import { viewQueue } from '../../queue.ts'
import { asOf } from '../../rules/lease.ts'
import { countListed, listedTasks, taskViews } from '../../storage/listed.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { advertisedLine, lineOf, TaskLine } from '../../views/task.ts'
import { priorities } from '../../words.ts'

/** What work order goes by. */
const Place = z.tuple([
  z
    .int()
    .min(0)
    .max(priorities.length - 1),
  placeText,
  placeText,
  placeText,
])

export const listTasks = operation({
  name: 'list_tasks',
  title: 'List tasks',
  summary: 'Tasks in work order. Without view and loop_id: only those in no loop yet (to be triaged). loop_id: those of that loop.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/tasks'],
  command: 'task list',
  toolsets: ['seed', 'standard'],
  input: z.object({
    status: field.status.optional(),
    priority: field.priority.optional(),
    view: z.enum(taskViews).optional().describe('unassigned unless loop_id is given'),
    loop_id: field.loopId.optional(),
    query: text(200, 1).optional().describe('Words in the title'),
    limit: field.limit(20),
    cursor: field.cursor,
  }),
  output: z.object({ tasks: z.array(TaskLine), total: z.int(), cursor: z.string().optional() }),
  advertised: z.object({ tasks: z.array(advertisedLine), cursor: z.string().optional() }),
  async run({ limit, cursor, ...filters }, context) {
    const after = cursor === undefined ? undefined : placeIn(Place, cursor)
    const queue = await viewQueue(context)
    if (filters.loop_id !== undefined) await requireLoop(queue, filters.loop_id)
    const view = filters.view ?? (filters.loop_id === undefined ? 'unassigned' : 'all')
    const ended = await endedTasks(queue)
    const readyAgain = ended.filter((task) => isReadyNow(task, queue.at)).map(({ id }) => id)
    const wanted = { ...seen(queue), ...filters, view, at: queue.at, maxAttempts: queue.workspace.max_attempts, readyAgain }
    const rows = await listedTasks(queue.db, wanted, limit + 1, after)
    const tasks = rows.slice(0, limit).map((row) => lineOf(asOf(row, queue.at, queue.workspace)))
    return { tasks, total: await countListed(queue.db, wanted), ...(rows.length > limit && { cursor: cursorAt(rows[limit - 1]!) }) }
  },
})

function cursorAt({ priority_rank, due_sort, created_at, id }: TaskRow): string {
  return cursorOf([priority_rank, due_sort, created_at, id])
}
