import { operation } from 'loop-core'
import { z } from 'zod'
import { moveLoop } from '../../changes/edit-loop.ts'
import * as field from '../../fields.ts'
import { requireLoop, viewLoop } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { Loop } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

export const reopenLoop = operation({
  name: 'reopen_loop',
  title: 'Reopen loop',
  summary: 'Bring a loop that is on hold back into the queue, at the place it had. A shipped loop stays shipped.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator'],
  rest: ['POST /api/v1/loops/:loop_id/reopen'],
  toolsets: ['seed', 'standard'],
  input: z.object({ loop_id: field.loopId }),
  output: z.object({ loop: Loop, changed: z.boolean() }),
  advertised: someObject,
  version: ({ loop }) => loop.version,
  async run({ loop_id }, context) {
    const queue = await openQueue(context)
    const before = await requireLoop(queue, loop_id)
    const after = await moveLoop(queue, before, 'active')
    return { loop: await viewLoop(queue, after), changed: after !== before }
  },
})
