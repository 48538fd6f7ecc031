import { resource } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { getTask } from '../operations/task/get.ts'
import type { Comment } from '../views/comment.ts'
import { fenced } from '../views/fenced.ts'
import type { Task } from '../views/task.ts'

export const oneTask = resource({
  name: 'queue_task',
  title: 'Task',
  summary: 'One task: what is known about it, and its body as it was written.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://tasks/{task_id}',
  mimeType: 'text/markdown',
  parameters: z.object({ task_id: field.taskId }),
  read: (parameters, context) => context.transaction(async (inner) => markdownOf(await getTask.run(parameters, inner))),
})

interface Answer {
  task: Task
  comments: Comment[]
  loop?: { name: string }
}

/** The body comes last: what it says, nothing of ours stands behind it. */
function markdownOf({ task, comments, loop }: Answer): string {
  const facts = [
    `- id: ${task.id}`,
    `- status: ${task.status}, priority: ${task.priority}, version: ${task.version}`,
    ...(loop ? [`- loop: ${JSON.stringify(loop.name)}`] : []),
    ...(task.due_date ? [`- due: ${task.due_date}`] : []),
    ...(task.open_blockers > 0 ? [`- waits for ${task.open_blockers} other tasks`] : []),
  ]
  const thread = comments.map((comment) => fenced(`Comment of ${JSON.stringify(comment.author_name)}, ${comment.created_at}`, comment.body))
  return [`# ${task.title}`, facts.join('\n'), ...thread, '---', task.body].join('\n\n')
}
