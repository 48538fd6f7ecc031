import { operation } from 'loop-core'
import { z } from 'zod'
import { addEdge } from '../../changes/edges.ts'
import * as field from '../../fields.ts'
import { requireTask, seenTasks } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { asOf } from '../../rules/lease.ts'
import { lineOf, TaskLine } from '../../views/task.ts'

export const addDependency = operation({
  name: 'add_dependency',
  title: 'Add dependency',
  summary: 'Make one task wait until another is shipped (blocks), or only point to it (related, discovered_from, duplicates).',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/tasks/:task_id/dependencies'],
  toolsets: ['standard'],
  input: z.object({ task_id: field.taskId, depends_on_id: field.taskId, kind: field.edgeKind }),
  output: z.object({ changed: z.boolean(), task: TaskLine, inherited_by: z.array(z.string()) }),
  advertised: z.object({ changed: z.boolean() }),
  async run({ task_id, depends_on_id, kind }, context) {
    const queue = await openQueue(context)
    const [task, other] = [await requireTask(queue, task_id), await requireTask(queue, depends_on_id)]
    const { changed, inherited } = await addEdge(queue, task, other, kind)
    const after = asOf(await requireTask(queue, task_id), queue.at, queue.workspace)
    const children = await seenTasks(
      queue,
      inherited.map((id) => ({ id })),
    )
    return { changed, task: lineOf(after), inherited_by: children.map(({ id }) => id) }
  },
})
