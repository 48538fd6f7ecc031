import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { forgetNotes } from '../../forget/forget.ts'
import { openLearning } from '../../learning.ts'
import { observationNotFound } from '../../refusals.ts'
import { everybody } from '../../roles.ts'
import { findObservation } from '../../storage/observations.ts'
import { SpotMoveView } from '../../views/spot-move.ts'

export const forgetObservation = operation({
  name: 'forget_observation',
  title: 'Forget observation',
  summary: 'Delete one note for good, with all that quotes it. recall_observations finds its id.',
  kind: 'destroy',
  roles: everybody,
  rest: ['DELETE /api/observations/:observation_id'],
  command: 'observation forget',
  input: z.object({ observation_id: field.id }),
  output: z.object({ forgotten: z.literal(true), blind_spots_changed: z.array(SpotMoveView) }),
  advertised: z.object({ forgotten: z.literal(true) }),
  async run({ observation_id }, context) {
    const learning = await openLearning(context)
    const note = await findObservation(learning.db, learning.learner, observation_id)
    if (note === undefined) throw observationNotFound()
    const blind_spots_changed = await forgetNotes(learning, [note])
    context.purge()
    return { forgotten: true as const, blind_spots_changed }
  },
})
