import { operation } from 'loop-core'
import { z } from 'zod'
import { announceLoop } from '../../changes/announce.ts'
import * as field from '../../fields.ts'
import { placesOf, requireLoop, viewLoop } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { loopShipped } from '../../refusals.ts'
import { placeLoop } from '../../storage/loop-order.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { Loop, Place } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

export const setLoopPriority = operation({
  name: 'set_loop_priority',
  title: 'Set loop priority',
  summary: 'Give a loop its number in the queue, 0 being first. Numbers may be equal: then the older loop comes first.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator'],
  rest: ['PUT /api/v1/loops/:loop_id/priority'],
  command: 'loop prioritize',
  toolsets: ['seed', 'standard'],
  input: z.object({ loop_id: field.loopId, priority: field.loopPriority }),
  output: z.object({ loop: Loop, queue: z.array(Place) }),
  advertised: someObject,
  async run({ loop_id, priority }, context) {
    const queue = await openQueue(context)
    const loop = await requireLoop(queue, loop_id)
    if (loop.status === 'shipped') throw loopShipped(loop)
    const placed = loop.priority === priority ? loop : await place(queue, loop, priority)
    return { loop: await viewLoop(queue, placed), queue: await placesOf(queue) }
  },
})

async function place(queue: Queue, loop: LoopRow, priority: number): Promise<LoopRow> {
  const placed = await placeLoop(queue.db, loop.id, priority, queue.at)
  if (placed === undefined) throw loopShipped({ ...loop, shipped_at: queue.at })
  await announceLoop(queue, 'loop.moved', placed, { priority, before: { priority: loop.priority } })
  return placed
}
