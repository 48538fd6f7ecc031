import { inOne, operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { asFile } from '../charts/frame.ts'
import { trajectoryChart } from '../charts/trajectory-chart.ts'
import * as field from '../fields.ts'
import { viewLearning } from '../learning.ts'
import { everybody } from '../roles.ts'
import { trajectoryOf } from '../trajectory/trajectory-of.ts'

export const getTrajectorySvg = operation({
  name: 'get_trajectory_svg',
  title: 'Get trajectory as a picture',
  summary: 'The trajectory as SVG: the share of completions, blind spots that came and went, and notes by kind.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/trajectory.svg'],
  // The module's own command of this name writes the same to a file.
  command: 'trajectory',
  tool: false,
  input: z.object({ weeks: field.weeks }),
  output: streamedText,
  async run({ weeks }, context) {
    const trajectory = await trajectoryOf(await viewLearning(context), weeks)
    return { type: 'image/svg+xml', pieces: inOne(asFile(trajectoryChart(trajectory))) }
  },
})
