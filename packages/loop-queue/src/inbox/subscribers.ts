import { type Database, type LoopEvent, readEvents, type Subscriber } from 'loop-core'
import { type AgentlessQueue, agentlessQueue } from '../queue.ts'
import { loadLoop } from '../storage/loops.ts'
import { listMembers } from '../storage/members.ts'
import type { TaskRow } from '../storage/tables.ts'
import { loadTasks } from '../storage/tasks.ts'
import { findWorkspaceById } from '../storage/workspaces.ts'
import { notify } from './notify.ts'

type After = Record<string, unknown>

interface Told {
  recipients: (string | null | undefined)[]
  text: string
}

type Tell = (queue: AgentlessQueue, after: After, event: LoopEvent) => Promise<Told | undefined>

/** What the inbox says of an event, and to whom. */
const tellers: Record<string, Tell> = {
  'task.dead': async (queue, after) => {
    const task = await taskOf(queue, after)
    const people = (await listMembers(queue.db)).map(({ id }) => id)
    return { recipients: [task?.created_by, ...people], text: `Set aside after ${after.failures} failures: ${titleOf(after)}` }
  },
  'task.unblocked': async (queue, after, event) => {
    const task = await taskOf(queue, after)
    return {
      recipients: [task?.created_by, ...(await holdersOf(queue.db as never, event))],
      text: `Ready, nothing stands in its way: ${titleOf(after)}`,
    }
  },
  'task.lease_lost': async (_, after) => {
    if (after.cause !== 'override') return undefined
    return { recipients: [String(after.holder)], text: `Stop, a person took this task from you: ${titleOf(after)}` }
  },
  'task.blocker_rejected': async (queue, after) => {
    const task = await taskOf(queue, after)
    return {
      recipients: [task?.created_by],
      text: `What it waits for was rejected${after.by_title ? ` (${after.by_title})` : ''}: ${titleOf(after)}`,
    }
  },
  'comment.added': tellOfComment,
  'mail.failed': async (queue, after) => {
    const people = (await listMembers(queue.db)).map(({ id }) => id)
    return { recipients: people, text: `A mail could not be sent: ${titleOf(after)}` }
  },
}

/** The creator, the holder and whoever is mentioned, but never the author. */
async function tellOfComment(queue: AgentlessQueue, after: After, { actor }: LoopEvent): Promise<Told> {
  const task = await taskOf(queue, after)
  const loop = task === undefined && after.loop_id ? await loadLoop(queue.db, String(after.loop_id)) : undefined
  const mentioned = (after.mentions ?? []) as string[]
  const recipients = [task?.created_by, task?.lease_holder, loop?.created_by, ...mentioned].filter((id) => id !== after.author)
  return { recipients, text: `${actor?.name ?? after.author} commented: ${titleOf(after)}` }
}

async function taskOf(queue: AgentlessQueue, { task_id }: After): Promise<TaskRow | undefined> {
  return task_id === undefined ? undefined : (await loadTasks(queue.db, [String(task_id)]))[0]
}

function titleOf({ title, name }: After): string {
  return String(title ?? name ?? '')
}

/** Who has held a task before. Where its loop is private, the log is read with the eyes of one who may. */
async function holdersOf(db: Database, { entity, audience }: LoopEvent): Promise<string[]> {
  const events = await readEvents(db, { entity, types: ['task.claimed'], reader: audience?.[0] ?? '', limit: 100, newestFirst: true })
  return events.map(({ after }) => String(after!.holder))
}

function subscriber(type: string, tell: Tell): Subscriber {
  return async (event, context) => {
    const after = event.after ?? {}
    const workspace = await findWorkspaceById(context.db, String(after.workspace_id))
    if (workspace === undefined) return
    const queue = agentlessQueue(context, workspace)
    const told = await tell(queue, after, event)
    if (told === undefined) return
    const about = { task_id: idOf(after.task_id), loop_id: idOf(after.loop_id), comment_id: idOf(after.comment_id) }
    await notify(queue, told.recipients, { event_id: event.id, kind: type, text: told.text, ...about })
  }
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** What the queue does when something has happened in it. */
export const inboxSubscribers: Readonly<Record<string, Subscriber>> = Object.fromEntries(
  Object.entries(tellers).map(([type, tell]) => [type, subscriber(type, tell)]),
)
