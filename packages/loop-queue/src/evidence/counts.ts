import type { EvidenceSubject, Fact } from 'loop-core'
import { endedTasks, isReadyNow, seen, withCounts } from '../load.ts'
import type { Queue } from '../queue.ts'
import { findLoop } from '../storage/loops.ts'
import { countByKind, countViews } from '../storage/stats.ts'
import { isSettled, taskStatuses } from '../words.ts'

interface Counts {
  open: number
  ready: number
}

/** How much is unsettled and how much of it can be begun: in a loop where one is named, else in the whole workspace. */
export async function countFacts(queue: Queue, { loop }: EvidenceSubject): Promise<Fact[]> {
  const counts = loop === undefined ? await ofWorkspace(queue) : await ofLoop(queue, loop)
  if (counts === undefined) return []
  const fact = { subject: loop ?? queue.workspace.slug, actor: 'queue', at: queue.at }
  return [
    { name: 'queue.open_count', value: counts.open, ...fact },
    { name: 'queue.ready_count', value: counts.ready, ...fact },
  ]
}

async function ofLoop(queue: Queue, id: string): Promise<Counts | undefined> {
  const loop = await findLoop(queue.db, seen(queue), id)
  if (loop === undefined) return undefined
  const [{ counts, ready }] = (await withCounts(queue, [loop])) as [Awaited<ReturnType<typeof withCounts>>[number]]
  const unsettled = taskStatuses.filter((status) => !isSettled(status))
  // What is on hold or shipped as a whole offers nothing.
  return { open: unsettled.reduce((sum, status) => sum + counts[status], 0), ready: loop.status === 'active' ? ready : 0 }
}

async function ofWorkspace(queue: Queue): Promise<Counts> {
  const readyAgain = (await endedTasks(queue)).filter((task) => isReadyNow(task, queue.at)).map(({ id }) => id)
  const moment = { ...seen(queue), at: queue.at, maxAttempts: queue.workspace.max_attempts, readyAgain }
  const unsettled = (await countByKind(queue.db, moment)).filter(({ status }) => !isSettled(status))
  const open = unsettled.reduce((sum, { count }) => sum + count, 0)
  return { open, ready: (await countViews(queue.db, moment)).ready }
}
