import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { openLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { sayable, sayState } from '../../spots/say.ts'
import { BlindSpot, viewSpots } from '../../views/blind-spot.ts'

export const updateBlindSpot = operation({
  name: 'update_blind_spot',
  title: 'Update blind spot',
  summary: 'Say that a blind spot is over (resolved), that it is none (dismissed), or open a dismissed one again (active).',
  kind: 'write',
  roles: everybody,
  rest: ['PATCH /api/insights/blind-spots/:blind_spot_id'],
  command: 'blind-spot update',
  tool: false,
  input: z.object({ blind_spot_id: field.id, state: z.enum(sayable) }),
  output: z.object({ blind_spot: BlindSpot }),
  async run({ blind_spot_id, state }, context) {
    const learning = await openLearning(context)
    const [blind_spot] = await viewSpots(learning, [await sayState(learning, blind_spot_id, state)])
    return { blind_spot: blind_spot! }
  },
})
