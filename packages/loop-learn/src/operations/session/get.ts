import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { sessionNotFound } from '../../refusals.ts'
import { everybody } from '../../roles.ts'
import { gapOf } from '../../sessions/resolve.ts'
import { observationsOfSession } from '../../storage/observations.ts'
import { findSession } from '../../storage/sessions.ts'
import type { Counters } from '../../storage/tables.ts'
import { Observation, viewObservation } from '../../views/observation.ts'
import { countsOf, Session, viewSession } from '../../views/session.ts'

const mostObservations = 200

export const getSession = operation({
  name: 'get_session',
  title: 'Get session',
  summary: 'One session with its observations, the oldest first.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/sessions/:id'],
  command: 'session get',
  tool: false,
  input: z.object({ id: field.id }),
  output: z.object({ session: Session.extend({ observations: z.array(Observation), observations_left_out: z.int() }) }),
  async run({ id }, context) {
    const learning = await viewLearning(context)
    const { db, learner, at } = learning
    const row = await findSession(db, learner, id)
    if (row === undefined) throw sessionNotFound()
    const observations = (await observationsOfSession(db, learner, { session: id, limit: mostObservations })).map(viewObservation)
    const observations_left_out = Math.max(totalOf(countsOf(row)) - observations.length, 0)
    return { session: { ...viewSession(row, { at, gap: gapOf(learning) }), observations, observations_left_out } }
  },
})

function totalOf(counts: Counters): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
