import type { LoopEvent, Subscriber } from 'loop-core'
import { announceTask } from '../changes/announce.ts'
import { maxTasks, newTask } from '../changes/create-task.ts'
import { once } from '../changes/once.ts'
import { QueueConfig } from '../config.ts'
import { agentlessQueue, type QueueView } from '../queue.ts'
import { limitReached } from '../refusals.ts'
import type { WorkspaceRow } from '../storage/tables.ts'
import { countAllTasks, insertTasks } from '../storage/tasks.ts'
import { findWorkspace } from '../storage/workspaces.ts'
import { bodyOf, Gap, titleOf } from './gap.ts'

/** Makes one open task of a gap, once for its event; a person decides about it as about any other. */
export const fileGap: Subscriber = async (event, context) => {
  const gap = Gap.safeParse(event.after)
  // A task in no loop is seen by all, so it must say nothing that is not for all.
  if (!gap.success || event.audience !== undefined) return
  const slug = gap.data.workspace ?? context.config(QueueConfig).LOOP_QUEUE_WORKSPACE
  const workspace = await findWorkspace(context.db, slug)
  if (!workspace?.gaps_to_tasks) return
  const queue = queueOf(event, context, workspace)
  await once(queue, { operation: event.type, key: event.id, input: event.id }, () => file(queue, gap.data))
}

/** The task is made in the name of whoever filed the gap. */
function queueOf({ actor, module }: LoopEvent, context: Parameters<Subscriber>[1], workspace: WorkspaceRow): QueueView {
  const me = actor?.id ?? module
  return { ...agentlessQueue(context, workspace), me, viewer: [me] }
}

async function file(queue: QueueView, gap: Gap): Promise<{ id: string }> {
  const count = await countAllTasks(queue.db, queue.workspace.id)
  if (count >= maxTasks) throw limitReached('tasks in a workspace', maxTasks, count)
  const task = newTask(queue, { title: titleOf(gap), body: bodyOf(gap) })
  await insertTasks(queue.db, [task])
  await announceTask(queue, 'task.created', task, { status: task.status, priority: task.priority })
  return { id: task.id }
}
