import type { Kysely } from 'kysely'
import { type Actor, actorId, LoopError, type TransactionContext } from 'loop-core'
import { QueueConfig } from './config.ts'
import { limitReached } from './refusals.ts'
import type { QueueTables, WorkspaceRow } from './storage/tables.ts'
import { addWorkspace, findWorkspace, listWorkspaces, newWorkspace } from './storage/workspaces.ts'

/** One workspace of the queue within one transaction, for what is done by nobody in particular. */
export interface AgentlessQueue extends Pick<TransactionContext, 'emit' | 'enqueue' | 'newId'> {
  db: Kysely<QueueTables>
  workspace: WorkspaceRow
  /** The time of the call. */
  at: string
}

/** The same as one caller sees it. */
export interface Queue extends AgentlessQueue {
  actor: Actor
  /** Who acts. */
  me: string
  /** Under which names the caller sees private loops: their own, and that of the member they work for. */
  viewer: readonly string[]
}

const maxWorkspaces = 100

/** The workspace that the caller works in; it is made at the first write of a person or an orchestrator. */
export async function openQueue(context: TransactionContext): Promise<Queue> {
  const queue = await viewQueue(context)
  if (!isUnwritten(queue.workspace)) return queue
  const count = (await listWorkspaces(queue.db)).length
  if (count >= maxWorkspaces) throw limitReached('workspaces', maxWorkspaces, count)
  const { slug } = queue.workspace
  await addWorkspace(queue.db, { ...queue.workspace, id: context.newId() })
  return { ...queue, workspace: (await findWorkspace(queue.db, slug))! }
}

/** The same for a caller who only looks: a workspace that nobody has written to yet is empty. */
export async function viewQueue(context: TransactionContext): Promise<Queue> {
  const slug = context.config(QueueConfig).LOOP_QUEUE_WORKSPACE
  const workspace = (await findWorkspace(context.db, slug)) ?? unwritten(context.actor, slug, context.now().toISOString())
  return viewQueueOf(context, workspace)
}

/** A workspace as a caller sees it. */
export function viewQueueOf(context: TransactionContext, workspace: WorkspaceRow): Queue {
  const { actor } = context
  return { ...agentlessQueue(context, workspace), actor, me: actorId(actor), viewer: viewerIds(actor) }
}

/** A workspace for jobs and subscribers, in which nobody acts. */
export function agentlessQueue(
  { db, emit, enqueue, newId, now }: Omit<TransactionContext, 'actor'>,
  workspace: WorkspaceRow,
): AgentlessQueue {
  return { db, emit, enqueue, newId, workspace, at: now().toISOString() }
}

function unwritten({ role }: Actor, slug: string, at: string): WorkspaceRow {
  if (role === 'agent' && slug !== 'default')
    throw new LoopError('not_found', `There is no workspace "${slug}" yet, and an agent cannot make one.`, {
      hints: ['A person makes it by the first write to it; list_workspaces shows those there are.'],
    })
  return newWorkspace(slug, '', at)
}

function isUnwritten({ id }: WorkspaceRow): boolean {
  return id === ''
}

function viewerIds(actor: Actor): string[] {
  const ids = [actorId(actor), actor.member?.id]
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** Whether the caller has a person's say: people and orchestrators decide, agents work. */
export function decides({ actor }: Queue): boolean {
  return actor.role !== 'agent'
}
