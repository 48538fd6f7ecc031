import type { Updateable } from 'kysely'
import type { Queue } from '../queue.ts'
import { loopOvertaken, loopShipped } from '../refusals.ts'
import { updateLoop } from '../storage/loops.ts'
import type { LoopRow } from '../storage/tables.ts'
import type { LoopStatus } from '../words.ts'
import { announceLoop } from './announce.ts'

/** Changes columns of a loop that is still as it was read. */
export async function writeLoop(queue: Queue, loop: LoopRow, changes: Updateable<LoopRow>): Promise<LoopRow> {
  const written = await updateLoop(queue.db, loop, { ...changes, updated_at: queue.at })
  if (written === undefined) throw loopOvertaken(loop)
  return written
}

const typeOfStatus = { active: 'loop.reopened', on_hold: 'loop.held' } as const

/** Takes a loop out of the queue or puts it back; a shipped one stays shipped. */
export async function moveLoop(queue: Queue, loop: LoopRow, status: Exclude<LoopStatus, 'shipped'>): Promise<LoopRow> {
  if (loop.status === 'shipped') throw loopShipped(loop)
  if (loop.status === status) return loop
  const moved = await writeLoop(queue, loop, { status, held_at: status === 'on_hold' ? queue.at : null })
  await announceLoop(queue, typeOfStatus[status], moved, { status, before: { status: loop.status } })
  return moved
}
