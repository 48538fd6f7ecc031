import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { listSpots } from '../../storage/spots.ts'
import { BlindSpot, viewSpots } from '../../views/blind-spot.ts'
import { activeStates, spotStates } from '../../words.ts'

export const listBlindSpots = operation({
  name: 'list_blind_spots',
  title: 'List blind spots',
  summary: 'Patterns that keep coming back, the most pressing first, with the notes they rest on. At most 100.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/blind-spots'],
  command: 'blind-spot list',
  tool: false,
  input: z.object({
    state: z.enum(spotStates).optional().describe('Active and relapsed unless said'),
    domain: field.domain.optional(),
    about: field.about.optional(),
  }),
  output: z.object({ blind_spots: z.array(BlindSpot) }),
  async run({ state, domain, about }, context) {
    const learning = await viewLearning(context)
    const states = state ? [state] : activeStates
    const spots = await listSpots(learning.db, learning.learner, { states, domain, about, limit: 100 })
    return { blind_spots: await viewSpots(learning, spots) }
  },
})
