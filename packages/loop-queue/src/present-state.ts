import type { TransactionContext } from 'loop-core'
import { getLoop } from './operations/loop/get.ts'
import { getNextWork } from './operations/next.ts'
import { getLoopQueue } from './operations/queue.ts'
import { getQueueStats } from './operations/stats.ts'
import { getTask } from './operations/task/get.ts'
import { listTasks } from './operations/task/list.ts'
import { getWorkspace } from './operations/workspace/get.ts'
import type { Comment } from './views/comment.ts'
import { fenced } from './views/fenced.ts'
import type { Loop, LoopLine } from './views/loop.ts'
import type { Task, TaskLine } from './views/task.ts'

// What prompts say of the present state. Names, titles and bodies are other people's texts, so all of them stand fenced.

const shownTasks = 20
const shownBody = 2_000

/** The instructions that people wrote for all who work here. */
export async function workspaceText(context: TransactionContext): Promise<string[]> {
  const { workspace } = await getWorkspace.run({}, context)
  return workspace.ai_context ? [fenced(`Instructions of the workspace ${workspace.slug}`, workspace.ai_context)] : []
}

/** Tasks in one line each, with how many there are in all. */
export async function tasksText(context: TransactionContext, title: string, filter: object): Promise<string[]> {
  const { tasks, total } = await listTasks.run({ limit: shownTasks, ...filter }, context)
  return [listText(`${title}: ${total}${total > tasks.length ? `, the first ${tasks.length}` : ''}`, tasks.map(taskLine))]
}

/** Open tasks in no loop, with the beginning of their bodies. */
export async function untriagedText(context: TransactionContext): Promise<string[]> {
  const { tasks } = await listTasks.run({ limit: 5, status: 'open' }, context)
  const bodies: string[] = []
  for (const { id } of tasks as TaskLine[]) bodies.push(...taskText(await getTask.run({ task_id: id }, context)))
  return bodies
}

export async function queueText(context: TransactionContext): Promise<string[]> {
  const { loops, total, on_hold } = await getLoopQueue.run({}, context)
  return [listText(`Active loops in order: ${total}, and ${on_hold} on hold`, loops.map(loopLine))]
}

export async function statsText(context: TransactionContext): Promise<string[]> {
  const { loops, tasks, leases } = await getQueueStats.run({}, context)
  return [`Numbers: ${JSON.stringify({ loops, tasks, leases })}`]
}

/** What there is to do next, in one loop or in all. */
export async function workText(context: TransactionContext, loop_id?: string): Promise<string[]> {
  if (loop_id === undefined) return nextText(context)
  const { loop, tasks } = await getLoop.run({ loop_id }, context)
  const ready = await listTasks.run({ loop_id, view: 'ready', limit: 1 }, context)
  const [first] = ready.tasks as TaskLine[]
  const task = first ? taskText(await getTask.run({ task_id: first.id }, context)) : ['Nothing in this loop is ready.']
  return [...loopText(loop), listText('Its tasks', tasks.slice(0, shownTasks).map(taskLine)), ...task]
}

async function nextText(context: TransactionContext): Promise<string[]> {
  const { loop, task, next } = await getNextWork.run({}, context)
  if (task === undefined) return [`Nothing is ready. ${next}`]
  return [...loopText(loop), ...taskText(await getTask.run({ task_id: task.id }, context))]
}

function loopText({ id, name, ai_context }: Loop): string[] {
  return [fenced(`Name of the loop ${id}`, name), ...(ai_context ? [fenced('Instructions of the loop', ai_context)] : [])]
}

function taskText({ task, comments }: { task: Task; comments: Comment[] }): string[] {
  const said = comments.slice(-5).map(({ author_name, body }) => fenced(`Comment of ${JSON.stringify(author_name)}`, cut(body)))
  return [fenced(`Title of the task ${task.id}`, task.title), fenced('Its body', cut(task.body)), ...said]
}

function cut(text: string): string {
  const characters = [...text.slice(0, 2 * shownBody)]
  return characters.length > shownBody ? `${characters.slice(0, shownBody).join('')}\n… (get_task gives all of it)` : text
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? `${title}.` : fenced(title, lines.join('\n'))
}

function taskLine({ id, title, status, priority, due_date }: TaskLine): string {
  return `${id} ${status}, ${priority}${due_date ? `, due ${due_date}` : ''}: ${title}`
}

function loopLine({ id, name, ready, tasks, position }: LoopLine): string {
  return `${position}. ${id} ${ready} ready, ${tasks.open} open: ${name}`
}
