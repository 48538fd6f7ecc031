import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireLoop, seen, withCounts } from '../../load.ts'
import { type Queue, viewQueue } from '../../queue.ts'
import { listedLoops } from '../../storage/listed-loops.ts'
import { positionOf } from '../../storage/loop-order.ts'
import { countLoops } from '../../storage/loops.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { advertisedLoop, LoopLine as Line, type LoopLine, loopLineOf } from '../../views/loop.ts'
import { loopStatuses } from '../../words.ts'

export const listLoops = operation({
  name: 'list_loops',
  title: 'List loops',
  summary: 'Loops of all statuses: active ones in order, then those on hold, then shipped ones, the newest first.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/loops'],
  command: 'loop list',
  toolsets: ['seed', 'standard'],
  input: z.object({ status: z.enum(loopStatuses).optional(), limit: field.limit(50), cursor: field.cursor }),
  output: z.object({ loops: z.array(Line), total: z.int(), cursor: z.string().optional() }),
  advertised: z.object({ loops: z.array(advertisedLoop), cursor: z.string().optional() }),
  async run({ status, limit, cursor }, context) {
    const queue = await viewQueue(context)
    const after = cursor === undefined ? undefined : await requireLoop(queue, cursor)
    const rows = await listedLoops(queue.db, { ...seen(queue), status, after }, limit + 1)
    const shown = rows.slice(0, limit)
    const counts = await countLoops(queue.db, seen(queue))
    const total = status === undefined ? counts.active + counts.on_hold + counts.shipped : counts[status]
    return { loops: await linesOf(queue, shown), total, ...(rows.length > limit && { cursor: shown.at(-1)!.id }) }
  },
})

/** Active loops stand first and one behind the other, so the place of the first gives that of all. */
async function linesOf(queue: Queue, loops: readonly LoopRow[]): Promise<LoopLine[]> {
  const [first] = loops
  const start = first?.status === 'active' ? await positionOf(queue.db, seen(queue), first) : 0
  const parts = await withCounts(queue, loops)
  return parts.map((part, index) => loopLineOf({ ...part, ...(part.loop.status === 'active' && { position: start + index }) }))
}
