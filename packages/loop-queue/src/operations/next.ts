import { operation } from 'loop-core'
import { z } from 'zod'
import { isHolder } from '../changes/hold.ts'
import { seen, viewLoop, viewTask } from '../load.ts'
import { explainNothing, findNextWork, whyLoop, whyTask } from '../next-work.ts'
import { type Queue, viewQueue } from '../queue.ts'
import { asOf } from '../rules/lease.ts'
import { heldTasks } from '../storage/held.ts'
import { idleReasons } from '../storage/next-work.ts'
import { countUnassignedReady } from '../storage/ready.ts'
import { advertisedLoop, Loop } from '../views/loop.ts'
import { lineOf, Task, TaskLine } from '../views/task.ts'

const shownTasks = 10
const shownBody = 8_000

const Skipped = z.object({ loop_id: z.string(), name: z.string(), reason: z.enum(idleReasons), count: z.int() })

export const getNextWork = operation({
  name: 'get_next_work',
  title: 'Next work',
  summary: 'The first loop with approved tasks that are ready, its first task, and why. claim_next_work takes the task.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/queue/next'],
  command: 'next',
  toolsets: ['core', 'seed', 'standard'],
  input: z.object({}),
  output: z.object({
    loop: Loop.optional(),
    task: Task.optional(),
    tasks: z.array(TaskLine),
    more: z.int(),
    workspace_ai_context: z.string().optional(),
    why: z.array(z.string()),
    skipped: z.array(Skipped),
    unassigned_ready: z.int(),
    you_hold: z.array(z.object({ task_id: z.string(), expires_at: z.string().optional() })),
    reason: z.enum(idleReasons).optional(),
    next: z.string(),
  }),
  advertised: z.object({
    loop: advertisedLoop.optional(),
    task: z.object({ id: z.string(), body: z.string() }).optional(),
    reason: z.string().optional(),
  }),
  async run(_, context) {
    const queue = await viewQueue(context)
    const { loop, position, tasks, skipped } = await findNextWork(queue, shownTasks)
    const [first] = tasks
    const view = loop && { ...(await viewLoop(queue, loop)), position }
    const { ai_context } = queue.workspace
    return {
      ...(view && { loop: view }),
      ...(first && { task: cut(await viewTask(queue, first)) }),
      tasks: tasks.map(lineOf),
      more: view ? view.ready - tasks.length : 0,
      ...(ai_context && { workspace_ai_context: ai_context }),
      why: loop && first ? [whyLoop(loop, position!), whyTask(first)] : [],
      skipped,
      ...(await around(queue)),
      ...(loop ? { next: 'claim_next_work takes this task for you alone.' } : await explainNothing(queue)),
    }
  },
})

/** What the caller should know besides. */
async function around(queue: Queue) {
  const held = (await heldTasks(queue.db, seen(queue).workspaceId, queue.viewer)).filter(
    (task) => asOf(task, queue.at, queue.workspace).status === 'in_progress' && isHolder(queue, task),
  )
  const you_hold = held.map(({ id, lease_expires_at }) => ({ task_id: id, ...(lease_expires_at && { expires_at: lease_expires_at }) }))
  return { unassigned_ready: await countUnassignedReady(queue.db, queue.workspace.id, queue.at), you_hold }
}

function cut(task: z.output<typeof Task>): z.output<typeof Task> {
  const characters = task.body.length > shownBody ? [...task.body] : []
  return characters.length > shownBody ? { ...task, body: characters.slice(0, shownBody).join(''), body_cut: true } : task
}
