import { z } from 'zod'
import { asOf } from '../sessions/choose.ts'
import type { Counters, SessionRow } from '../storage/tables.ts'
import { endings } from '../words.ts'

export const Counts = z.object({
  decisions: z.int(),
  struggles: z.int(),
  completions: z.int(),
  questions: z.int(),
  avoidances: z.int(),
})

export const Session = z.object({
  id: z.string(),
  started_at: z.string(),
  last_activity_at: z.string(),
  ended_at: z.string().optional(),
  ended_by: z.enum(endings).optional(),
  domain: z.string().optional(),
  intent: z.string().optional(),
  summary: z.string().optional(),
  counts: Counts,
})

/** A session as callers see it at a time. */
export function viewSession(row: SessionRow, { at, gap }: { at: string; gap: number }): z.input<typeof Session> {
  const { id, started_at, last_activity_at, ended_at, ended_by, domain, intent, summary } = asOf(row, at, gap)
  const optional = Object.entries({ ended_at, ended_by, domain, intent, summary }).filter(([, value]) => value !== null)
  return { id, started_at, last_activity_at, ...Object.fromEntries(optional), counts: countsOf(row) }
}

export function countsOf({ decisions, struggles, completions, questions, avoidances }: Counters): Counters {
  return { decisions, struggles, completions, questions, avoidances }
}
