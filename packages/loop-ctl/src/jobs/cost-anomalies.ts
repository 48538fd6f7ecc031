import type { JobDefinition } from 'loop-core'
import { deviationOf } from '../analytics/deviation.ts'
import { type Noting, noteDeviation } from '../changes/anomaly.ts'
import type { CtlDatabase } from '../ctl.ts'
import { readSettings } from '../settings.ts'
import { storiesWithUnresolved } from '../storage/anomalies.ts'
import { costedStories, projectsReportedSince } from '../storage/story-costs.ts'
import { dayBefore, dueAt } from './days.ts'

/** Looks at all stories of the projects in which something was reported the day before: what others cost changes who stands out. */
export const costAnomalies: JobDefinition = {
  kind: 'effect',
  schedule: '5 2 * * *',
  timeoutSeconds: 600,
  async run(payload, { now, transaction }) {
    const since = dayBefore(dueAt(payload, now()), 1)
    const projects = await transaction(({ db }) => projectsReportedSince(db as CtlDatabase, since))
    for (const project of projects) await transaction(({ db, ...rest }) => look({ ...rest, db: db as CtlDatabase }, project))
  },
}

async function look(ctl: Noting, project: string): Promise<void> {
  const settings = await readSettings(ctl.db as never)
  const low = await storiesWithUnresolved(ctl.db, project, 'suspiciously_low')
  for (const story of await costedStories(ctl.db, project)) {
    const deviation = deviationOf(story, settings)
    if (deviation !== undefined || low.has(story.id)) await noteDeviation(ctl, story, deviation)
  }
}
