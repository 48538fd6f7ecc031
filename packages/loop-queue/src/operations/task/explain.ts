import { operation } from 'loop-core'
import { z } from 'zod'
import { explainTask as explain, obstacles } from '../../explain-task.ts'
import * as field from '../../fields.ts'
import { requireTask } from '../../load.ts'
import { viewQueue } from '../../queue.ts'

export const explainTask = operation({
  name: 'explain_task',
  title: 'Explain task',
  summary: 'Why a task is not the next one: all that stands in its way and what to do about each, or its place among the ready ones.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/tasks/:task_id/explain'],
  toolsets: [],
  input: z.object({ task_id: field.taskId }),
  output: z.object({
    ready: z.boolean(),
    rank: z.int().optional(),
    ahead: z.int().optional(),
    reasons: z.array(z.object({ code: z.enum(obstacles), text: z.string(), next: z.string() })),
  }),
  advertised: z.object({ ready: z.boolean(), reasons: z.array(z.object({ code: z.string(), text: z.string() })) }),
  async run({ task_id }, context) {
    const queue = await viewQueue(context)
    return explain(queue, await requireTask(queue, task_id))
  },
})
