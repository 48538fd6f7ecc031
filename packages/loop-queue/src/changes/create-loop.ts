import type { Queue } from '../queue.ts'
import { limitReached } from '../refusals.ts'
import { countAllLoops, insertLoop, nextPriority, replaceShares } from '../storage/loops.ts'
import type { LoopRow } from '../storage/tables.ts'
import { announceLoop } from './announce.ts'

export const maxLoops = 5_000

type Given = Pick<LoopRow, 'name'> & Partial<Pick<LoopRow, 'ai_context' | 'description' | 'visibility' | 'priority'>>

/** Makes an active loop, last in the queue unless a place is given. */
export async function createLoop(
  queue: Queue,
  { name, ai_context = '', description = '', visibility = 'public', priority }: Given,
): Promise<LoopRow> {
  const { db, workspace, at, me } = queue
  const count = await countAllLoops(db, workspace.id)
  if (count >= maxLoops) throw limitReached('loops in a workspace', maxLoops, count)
  const texts = { name, ai_context, description, visibility }
  const made = { created_by: me, created_at: at, updated_at: at, held_at: null, shipped_at: null, shipped_by: null, version: 1 }
  const place = priority ?? (await nextPriority(db, workspace.id))
  const loop: LoopRow = { id: queue.newId(), workspace_id: workspace.id, ...texts, status: 'active', priority: place, ...made }
  await insertLoop(db, loop)
  await shareWithMember(queue, loop)
  await announceLoop(queue, 'loop.created', loop, { visibility, priority: place })
  return loop
}

/** What an agent makes in private, the member it works for may see. */
async function shareWithMember({ db, actor }: Queue, loop: LoopRow): Promise<void> {
  const { agent, member } = actor
  if (loop.visibility === 'private' && agent && member) await replaceShares(db, loop, [member.id])
}
