import { groupBy, operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { Calibration, calibrationOf } from '../forecasts/calibration.ts'
import { asSettled } from '../forecasts/forecast.ts'
import { viewLearning } from '../learning.ts'
import { everybody } from '../roles.ts'
import { settledForecasts } from '../storage/forecasts.ts'

const Group = Calibration.pick({ n: true, too_few: true, brier: true, gap: true }).extend({ name: z.string() })
const mostGroups = 20

export const getCalibration = operation({
  name: 'get_calibration',
  title: 'Get calibration',
  summary: 'How well what was expected agreed with what came, as a whole and by whom it is about, model and domain.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/calibration'],
  command: 'calibration',
  tool: false,
  input: z.object({ about: field.about.optional(), model: field.model.optional(), domain: field.domain.optional() }),
  output: z.object({
    calibration: Calibration,
    by: z.object({ about: z.array(Group), model: z.array(Group), domain: z.array(Group) }),
  }),
  async run(filter, context) {
    const { db, learner } = await viewLearning(context)
    const settled = await settledForecasts(db, learner, filter)
    const by = (name: 'about' | 'model' | 'domain') => groupsOf(settled, (row) => row[name])
    return { calibration: calibrationOf(settled.map(asSettled)), by: { about: by('about'), model: by('model'), domain: by('domain') } }
  },
})

type Row = Awaited<ReturnType<typeof settledForecasts>>[number]

/** The largest groups first; what has no name is in none. */
function groupsOf(rows: readonly Row[], nameOf: (row: Row) => string | null): z.input<typeof Group>[] {
  const groups = [...groupBy(rows, nameOf)].filter((group): group is [string, Row[]] => group[0] !== null)
  groups.sort(([one, some], [other, more]) => more.length - some.length || one.localeCompare(other))
  return groups.slice(0, mostGroups).map(([name, some]) => ({ name, ...calibrationOf(some.map(asSettled)) }))
}
