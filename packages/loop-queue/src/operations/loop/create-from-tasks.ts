import { operation } from 'loop-core'
import { z } from 'zod'
import { createLoop } from '../../changes/create-loop.ts'
import { moveToLoop } from '../../changes/move-to-loop.ts'
import { once } from '../../changes/once.ts'
import * as field from '../../fields.ts'
import { requireLoop, requireTasks, viewLoop } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { Loop } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'
import { lineOf, TaskLine } from '../../views/task.ts'

const Input = z.object({
  loop_name: field.name,
  task_ids: z.array(field.taskId).min(1).max(200),
  loop_description: field.description.optional().describe('For people'),
  idempotency_key: field.idempotencyKey,
})

export const createLoopFromTasks = operation({
  name: 'create_loop_from_tasks',
  title: 'Create loop from tasks',
  summary: 'Make a loop of tasks that are there already, all or none; tasks of another loop move. It comes last in the queue.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/loops/from-tasks'],
  command: 'loop create-from-tasks',
  toolsets: ['seed', 'standard'],
  input: Input,
  output: z.object({ loop: Loop, tasks: z.array(TaskLine), replayed: z.boolean().optional() }),
  advertised: someObject,
  version: ({ loop }) => loop.version,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    const call = { operation: 'create_loop_from_tasks', key: idempotency_key, input }
    const result = await once(queue, call, () => createFrom(queue, input))
    const replayed = 'replayed' in result!
    const { id } = replayed ? result.replayed : result!.done
    const loop = await viewLoop(queue, await requireLoop(queue, id))
    const tasks = await requireTasks(queue, input.task_ids)
    return { loop, tasks: tasks.map(lineOf), ...(replayed && { replayed }) }
  },
})

type Given = Omit<z.output<typeof Input>, 'idempotency_key'>

async function createFrom(queue: Queue, { loop_name, loop_description, task_ids }: Given): Promise<LoopRow> {
  const tasks = await requireTasks(queue, task_ids)
  const loop = await createLoop(queue, { name: loop_name, description: loop_description })
  await moveToLoop(queue, tasks, loop)
  return loop
}
