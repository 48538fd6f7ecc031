import type { Queue } from '../queue.ts'
import type { Reader } from '../storage/notifications.ts'
import { agentsOf } from './identities.ts'

/** Whose notifications the caller reads: the own, and a person also those of the own agents. */
export async function readerOf({ db, workspace, me, actor, viewer }: Queue): Promise<Reader> {
  const agents = actor.agent === undefined && actor.member !== undefined ? await agentsOf(db, actor.member.id) : []
  return { workspaceId: workspace.id, recipients: [...new Set([me, ...agents])], viewer }
}
