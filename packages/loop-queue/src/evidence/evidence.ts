import type { Actor, EvidenceSubject, Fact, TransactionContext } from 'loop-core'
import { QueueConfig } from '../config.ts'
import { type Queue, viewQueueOf } from '../queue.ts'
import { findWorkspace } from '../storage/workspaces.ts'
import { countFacts } from './counts.ts'
import { liveLeases } from './live-leases.ts'
import { taskStatus } from './task-status.ts'

/** What the queue knows of a workspace, a loop, a task or an actor, as far as whoever asks may see it; reads only. */
export async function evidence(subject: EvidenceSubject, context: TransactionContext): Promise<Fact[]> {
  const queue = await queueOf(subject, context)
  if (queue === undefined) return []
  return [...(await liveLeases(queue, subject)), ...(await countFacts(queue, subject)), ...(await taskStatus(queue, subject))]
}

/** A subject may name a workspace of somebody else's kind, such as a folder; then there is nothing to say. */
async function queueOf({ workspace: slug }: EvidenceSubject, context: TransactionContext): Promise<Queue | undefined> {
  const workspace = await findWorkspace(context.db, slug ?? context.config(QueueConfig).LOOP_QUEUE_WORKSPACE)
  if (workspace === undefined) return undefined
  // A job asks as nobody, to whom only what is public is there.
  if (context.actor === undefined) return { ...viewQueueOf({ ...context, actor: nobody }, workspace), me: '', viewer: [''] }
  return viewQueueOf(context, workspace)
}

const nobody: Actor = { tenant: '', role: 'agent' }
