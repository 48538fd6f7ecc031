import { operation } from 'loop-core'
import { z } from 'zod'
import { moveLoop } from '../../changes/edit-loop.ts'
import * as field from '../../fields.ts'
import { requireLoop, viewLoop } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { countLiveLeases } from '../../storage/loop-tasks.ts'
import { Loop } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

export const closeLoop = operation({
  name: 'close_loop',
  title: 'Close loop',
  summary: 'Put a loop on hold: its tasks are no longer offered. Work in progress goes on; reopen_loop brings the loop back.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator'],
  rest: ['POST /api/v1/loops/:loop_id/close'],
  toolsets: ['seed', 'standard'],
  input: z.object({ loop_id: field.loopId }),
  output: z.object({ loop: Loop, changed: z.boolean(), live_leases: z.int() }),
  advertised: someObject,
  version: ({ loop }) => loop.version,
  async run({ loop_id }, context) {
    const queue = await openQueue(context)
    const before = await requireLoop(queue, loop_id)
    const after = await moveLoop(queue, before, 'on_hold')
    const live_leases = await countLiveLeases(queue.db, loop_id, queue.at)
    return { loop: await viewLoop(queue, after), changed: after !== before, live_leases }
  },
})
