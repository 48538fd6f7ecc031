import type { Mode } from '../mode/mode.ts'
import type { QuestionId } from '../questions.ts'
import type { Counters, ReviewRow } from '../storage/tables.ts'
import type { Arc } from '../trajectory/arcs.ts'

/** What is kept of a week: ids and numbers. What they say is looked up when it is read, so that forgetting reaches back. */
export interface ReviewDocument {
  sessions: { count: number; minutes: number }
  before: { count: number; minutes: number }
  counts: Counters
  counts_before: Counters
  /** A domain is known by some of its notes. */
  domains: { observation_ids: string[]; count: number; before: number }[]
  mode: Mode['mode']
  blind_spots: Record<SpotGroup, SpotMention[]>
  /** Completions. */
  proud: string[]
  arcs: Arc[]
  calibration: { n: number; brier: number; gap: number } | null
  nudges: { delivered: number; answered: number; helped: number; better: number }
  question: AskedQuestion
}

export const spotGroups = ['new', 'resolved', 'relapsed', 'open'] as const
export type SpotGroup = (typeof spotGroups)[number]

export interface SpotMention {
  id: string
  evidence_ids: string[]
}

/** A question of our own table, and what it is about. */
export interface AskedQuestion {
  id: QuestionId
  blind_spot_id?: string
  /** The notes of a theme, the oldest first. */
  observation_ids?: string[]
}

export function documentOf({ document }: Pick<ReviewRow, 'document'>): ReviewDocument {
  return JSON.parse(document)
}
