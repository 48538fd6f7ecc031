import type { Queue } from '../queue.ts'
import { conflict } from '../refusals.ts'
import { updateLoop } from '../storage/loops.ts'
import type { LoopRow } from '../storage/tables.ts'
import { announceLoop } from './announce.ts'

/** Whether news goes out by mail as well, as the process that ships is set up. */
export type MailState = 'queued' | 'not_configured'

/** Ends a loop for good; its tasks stay as they are. */
export async function shipLoop(queue: Queue, loop: LoopRow, news: { unfinished: number; mail: MailState }): Promise<LoopRow> {
  const shipping = { status: 'shipped', shipped_at: queue.at, shipped_by: queue.me, updated_at: queue.at } as const
  const shipped = await updateLoop(queue.db, loop, shipping)
  if (shipped === undefined) throw overtaken(loop)
  await announceLoop(queue, 'loop.shipped', shipped, { status: 'shipped', ...news, before: { status: loop.status } })
  return shipped
}

function overtaken({ id }: LoopRow) {
  const message = `Somebody else changed loop ${id} at the same moment; nothing was done.`
  return conflict('version_mismatch', message, ['get_loop shows its present state.'])
}
