import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { Trajectory, trajectoryOf } from '../../trajectory/trajectory-of.ts'

export const getTrajectory = operation({
  name: 'get_trajectory',
  title: 'Get trajectory',
  summary: 'How somebody grew, week by week: what was finished against what was hard, its direction, and the threads through sessions.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/trajectory'],
  command: 'trajectory get',
  tool: false,
  input: z.object({ weeks: field.weeks }),
  output: z.object({ trajectory: Trajectory }),
  async run({ weeks }, context) {
    return { trajectory: await trajectoryOf(await viewLearning(context), weeks) }
  },
})
