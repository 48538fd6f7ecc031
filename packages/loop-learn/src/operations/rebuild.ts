import { operation } from 'loop-core'
import { z } from 'zod'
import { openLearning } from '../learning.ts'
import { everybody } from '../roles.ts'
import { rebuildSpots } from '../spots/rebuild.ts'
import { SpotMoveView } from '../views/spot-move.ts'

export const rebuild = operation({
  name: 'rebuild',
  title: 'Rebuild',
  summary: 'Look for blind spots in all notes anew. It should change nothing; what it changes is in the answer.',
  kind: 'write',
  roles: everybody,
  command: 'rebuild',
  tool: false,
  input: z.object({}),
  output: z.object({ blind_spots_changed: z.array(SpotMoveView) }),
  async run(_, context) {
    return { blind_spots_changed: await rebuildSpots(await openLearning(context)) }
  },
})
