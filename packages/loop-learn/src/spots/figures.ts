import { before, type Detector, type Sign, type Signs, sessionsOf } from '../detectors/detector.ts'
import type { EvidenceOf } from '../storage/evidence.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import type { Severity } from '../words.ts'

/** The numbers of a blind spot. They follow from its notes and from where it began, and not from the time of asking. */
export type Figures = Pick<
  BlindSpotRow,
  'support_count' | 'counter_count' | 'session_count' | 'first_seen_at' | 'last_seen_at' | 'confidence' | 'severity'
>

export interface Counted extends Figures {
  evidence: EvidenceOf[]
}

const evidenceKept = 50
const surestModel = 0.6

type Known = Pick<BlindSpotRow, 'first_seen_at' | 'relapses'>
type Measures = Pick<Detector<never>, 'name' | 'threshold' | 'window' | 'rests'>

/** Counts what speaks for a spot and against it; undefined where nothing speaks for it any more. */
export function countSigns(
  { name, threshold, window, rests }: Measures,
  { supports, counters }: Signs,
  now: string,
  known?: Known,
): Counted | undefined {
  const start = before(now, window)
  const from = known && known.first_seen_at < start ? known.first_seen_at : start
  const mine = supports.filter(({ observed_at }) => observed_at >= from)
  const [first, last] = [mine[0], mine.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const against = counters.filter(({ observed_at }) => observed_at >= before(last.observed_at, window))
  const session_count = sessionsOf(mine)
  const counts = { support_count: mine.length, counter_count: against.length, session_count }
  return {
    ...counts,
    first_seen_at: first.observed_at,
    last_seen_at: last.observed_at,
    confidence: name === 'model' ? Math.min(confidenceOf(counts, threshold), surestModel) : confidenceOf(counts, threshold),
    severity: severityOf(mine.length, threshold, known?.relapses ?? 0),
    evidence: rests === 'observations' ? newest(mine, against) : [],
  }
}

type Counts = Pick<Figures, 'support_count' | 'counter_count' | 'session_count'>

/** What belongs to no session, such as forecasts, counts as seen in two. */
export function confidenceOf({ support_count, counter_count, session_count }: Counts, threshold: number): number {
  const raw = 0.4 + 0.1 * (support_count - threshold) + 0.1 * ((session_count || 2) - 2) - 0.1 * counter_count
  return Math.round(Math.min(Math.max(raw, 0.1), 0.95) * 100) / 100
}

export function severityOf(supports: number, threshold: number, relapses: number): Severity {
  if (supports >= 2 * threshold || relapses >= 2) return 'high'
  return supports >= threshold + 2 ? 'medium' : 'low'
}

function newest(supports: readonly Sign[], counters: readonly Sign[]): EvidenceOf[] {
  const signed = [...supports.map((sign) => ({ ...sign, sign: 1 })), ...counters.map((sign) => ({ ...sign, sign: -1 }))]
  const ordered = signed.toSorted((one, other) => other.observed_at.localeCompare(one.observed_at) || other.id.localeCompare(one.id))
  return ordered.slice(0, evidenceKept).map(({ id, sign }) => ({ observation_id: id, sign }))
}
