import type { EvidenceSubject, Fact } from 'loop-core'
import { seenTasks } from '../load.ts'
import type { Queue } from '../queue.ts'
import { heldTasks } from '../storage/held.ts'
import type { TaskRow } from '../storage/tables.ts'

/** What an actor, or the agents of a member, hold under a lease that has an end and has not reached it. A claim without an end says nothing of work that goes on. */
export async function liveLeases(queue: Queue, { actor, task, loop }: EvidenceSubject): Promise<Fact[]> {
  const held = await heldTasks(queue.db, queue.workspace.id, [actor ?? queue.me])
  const live = held.filter(({ lease_expires_at }) => lease_expires_at !== null && lease_expires_at > queue.at)
  const wanted = live.filter(({ id, loop_id }) => (task ?? id) === id && (loop ?? loop_id) === loop_id)
  return (await seenTasks(queue, wanted)).map(factOf)
}

function factOf({ id, title, generation, lease_holder, lease_claimed_at, lease_expires_at }: TaskRow): Fact {
  const details = { title, generation, expires_at: lease_expires_at! }
  return { name: 'queue.live_lease', value: id, subject: lease_holder!, actor: lease_holder!, at: lease_claimed_at!, details }
}
