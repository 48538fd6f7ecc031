import { operation } from 'loop-core'
import { z } from 'zod'
import { announceTask } from '../../changes/announce.ts'
import { maxTasks, newTask } from '../../changes/create-task.ts'
import { addEdge } from '../../changes/edges.ts'
import { once } from '../../changes/once.ts'
import { setParent } from '../../changes/parent.ts'
import * as field from '../../fields.ts'
import { requireLoop, requireTask, requireTasks, viewTask } from '../../load.ts'
import { decides, openQueue, type Queue } from '../../queue.ts'
import { limitReached, loopShipped, notForAgents } from '../../refusals.ts'
import { countAllTasks, insertTasks } from '../../storage/tasks.ts'
import { someObject } from '../../views/some-object.ts'
import { Task } from '../../views/task.ts'

const Input = z.object({
  title: field.title,
  body: field.body.optional().describe('The prompt for the agent that does it'),
  loop_id: field.loopId.optional(),
  priority: field.priority.optional(),
  due_date: field.dueDate.optional().describe('YYYY-MM-DD'),
  parent_id: field.taskId.optional(),
  depends_on: z.array(field.taskId).max(50).optional(),
  status: z.enum(['open', 'approved']).optional(),
  idempotency_key: field.idempotencyKey,
})

export const createTask = operation({
  name: 'create_task',
  title: 'Create task',
  summary: 'Add a task to the queue, open until a person approves it.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/tasks'],
  toolsets: ['core', 'seed', 'standard'],
  input: Input,
  output: z.object({ task: Task, replayed: z.boolean().optional() }),
  advertised: someObject,
  version: ({ task }) => task.version,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    const result = await once(queue, { operation: 'create_task', key: idempotency_key, input }, async () => ({
      id: await create(queue, input),
    }))
    if ('replayed' in result!) return { task: await viewTask(queue, await requireTask(queue, result.replayed.id)), replayed: true }
    return { task: await viewTask(queue, await requireTask(queue, result!.done.id)) }
  },
})

type Given = Omit<z.output<typeof Input>, 'idempotency_key'>

async function create(queue: Queue, { parent_id, depends_on = [], ...given }: Given): Promise<string> {
  await requireMayCreate(queue, given)
  const row = newTask(queue, given)
  await insertTasks(queue.db, [row])
  const task = await requireTask(queue, row.id)
  const { priority, status } = task
  await announceTask(queue, 'task.created', task, { status, priority })
  if (status === 'approved') await announceTask(queue, 'task.approved', task, { status, before: { status: 'open' } })
  for (const other of await requireTasks(queue, depends_on)) await addEdge(queue, task, other, 'blocks')
  if (parent_id !== undefined) await setParent(queue, task, await requireTask(queue, parent_id))
  return row.id
}

async function requireMayCreate(queue: Queue, { loop_id, status }: Given): Promise<void> {
  if (status === 'approved' && !decides(queue) && !queue.workspace.agents_may_approve) throw notForAgents('create a task that is approved')
  const loop = loop_id === undefined ? undefined : await requireLoop(queue, loop_id)
  if (loop?.status === 'shipped') throw loopShipped(loop)
  const count = await countAllTasks(queue.db, queue.workspace.id)
  if (count >= maxTasks) throw limitReached('tasks in a workspace', maxTasks, count)
}
