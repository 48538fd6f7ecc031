import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { placesOf, requireLoops } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { loopShipped } from '../../refusals.ts'
import { placeLoops } from '../../storage/loop-order.ts'
import { unshippedLoops } from '../../storage/loops.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { lockGraph } from '../../storage/workspaces.ts'
import { Place } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length

export const reorderLoops = operation({
  name: 'reorder_loops',
  title: 'Reorder loops',
  summary: 'Put loops first, in the order given; all other unshipped ones follow in the order they had.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator'],
  rest: ['PUT /api/v1/loops/order'],
  command: 'loop reorder',
  toolsets: ['seed', 'standard'],
  input: z.object({ loop_ids: z.array(field.loopId).min(1).max(1_000).refine(distinct, 'names a loop twice') }),
  output: z.object({ queue: z.array(Place) }),
  advertised: someObject,
  async run({ loop_ids }, context) {
    const queue = await openQueue(context)
    // Two new orders at once would mix.
    await lockGraph(queue.db, queue.workspace.id)
    const listed = await requireLoops(queue, loop_ids)
    const shipped = listed.find(({ status }) => status === 'shipped')
    if (shipped) throw loopShipped(shipped)
    if (await putFirst(queue, loop_ids)) announce(queue, listed)
    return { queue: await placesOf(queue) }
  },
})

/** Numbers all loops anew, also those that the caller does not see; false where the order was so already. */
async function putFirst(queue: Queue, ids: readonly string[]): Promise<boolean> {
  const loops = new Map((await unshippedLoops(queue.db, queue.workspace.id)).map((loop) => [loop.id, loop]))
  const order = [...new Set([...ids, ...loops.keys()])]
  const places = order.map((id, priority) => ({ id, priority }))
  const changed = places.filter(({ id, priority }) => loops.get(id)?.priority !== priority)
  await placeLoops(queue.db, changed, queue.at)
  return changed.length > 0
}

/** Everybody may read it, so private loops are not named. */
function announce(queue: Queue, listed: readonly LoopRow[]): void {
  const { id } = queue.workspace
  const loop_ids = listed.filter(({ visibility }) => visibility === 'public').map((loop) => loop.id)
  queue.emit({ type: 'loops.reordered', entity: id, after: { workspace_id: id, loop_ids } })
}
