import { text } from 'loop-core'
import type { z } from 'zod'
import * as field from '../fields.ts'
import { projectFilter, readDay } from '../filters.ts'
import { type Speaking, spokenProject } from '../references.ts'
import type { ReportFilter } from '../storage/reports.ts'

const day = text(64).optional()

/** The days whose reports are added up. */
export const days = {
  since: day.describe('The first day in UTC, such as 2026-01-05'),
  until: day.describe('The last day'),
}

/** Which reports are added up, where a caller may say it. */
export const costFilter = { project_id: field.projectFilter.optional(), ...days }

type Given = { [Name in keyof typeof costFilter]?: z.output<(typeof costFilter)[Name]> }

/** What was asked for, as it is looked for; a day that is none counts as not given. */
export async function readCostFilter(context: Speaking, { project_id, since, until }: Given): Promise<ReportFilter> {
  const project = (await projectFilter(context.db, project_id)) ?? (await spokenProject(context))
  return { project, ...readDays({ since, until }) }
}

export function readDays({ since, until }: Pick<Given, 'since' | 'until'>): Pick<ReportFilter, 'since' | 'until'> {
  return { since: readDay(since), until: readDay(until) }
}
