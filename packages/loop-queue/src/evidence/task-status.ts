import { type EvidenceSubject, type Fact, type LoopEvent, readEvents } from 'loop-core'
import { seen } from '../load.ts'
import type { Queue } from '../queue.ts'
import { asOf, isExpired } from '../rules/lease.ts'
import type { TaskRow } from '../storage/tables.ts'
import { findTasks } from '../storage/tasks.ts'

/** The status of a task, with who moved it there and when. */
export async function taskStatus(queue: Queue, { task: id }: EvidenceSubject): Promise<Fact[]> {
  const [row] = id === undefined ? [] : await findTasks(queue.db, seen(queue), [id])
  if (row === undefined) return []
  const { status, generation } = asOf(row, queue.at, queue.workspace)
  const by = isExpired(row, queue.at) ? { actor: 'queue', at: row.lease_expires_at! } : await moverOf(queue, row)
  return [{ name: 'queue.task_status', value: status, subject: row.id, ...by, details: { generation } }]
}

const moves = ['created', 'approved', 'rejected', 'held', 'shipped', 'claimed', 'released', 'lease_lost', 'sent_back', 'edited']

/** Whoever the log names last. Nobody stands for the queue itself, which returns what leases ran out of. */
async function moverOf({ db, viewer }: Queue, { id, created_by, created_at }: TaskRow): Promise<Pick<Fact, 'actor' | 'at'>> {
  const types = moves.map((verb) => `task.${verb}`)
  let found: LoopEvent | undefined
  for (const reader of viewer) {
    const events = await readEvents(db as never, { entity: id, types, reader, limit: 100, newestFirst: true })
    const move = events.find(({ type, after }) => type !== 'task.edited' || after?.status !== undefined)
    if (move && move.seq > (found?.seq ?? 0)) found = move
  }
  return found ? { actor: found.actor?.id ?? 'queue', at: found.at } : { actor: created_by, at: created_at }
}
