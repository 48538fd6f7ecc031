import type { Queue } from '../queue.ts'
import type { LoopRow } from '../storage/tables.ts'
import { announceLoop } from './announce.ts'
import { writeLoop } from './edit-loop.ts'

/** Whether news goes out by mail as well, as the process that ships is set up. */
export type MailState = 'queued' | 'not_configured'

/** Ends a loop for good; its tasks stay as they are. */
export async function shipLoop(queue: Queue, loop: LoopRow, news: { unfinished: number; mail: MailState }): Promise<LoopRow> {
  const shipped = await writeLoop(queue, loop, { status: 'shipped', shipped_at: queue.at, shipped_by: queue.me })
  await announceLoop(queue, 'loop.shipped', shipped, { status: 'shipped', ...news, before: { status: loop.status } })
  return shipped
}
