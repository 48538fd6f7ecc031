import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { IssueCode } from '../words.ts'
import { count } from './count.ts'

/** What of a decision counts. */
export type Counted = Pick<
  DecisionRow,
  | 'at'
  | 'workspace_id'
  | 'session'
  | 'agent'
  | 'door'
  | 'mode'
  | 'decision'
  | 'answered'
  | 'outcome'
  | 'reason'
  | 'issues'
  | 'criteria'
  | 'digest'
  | 'confidence'
  | 'duration_ms'
>

type Counts = Record<string, number>

/** What came of the stops of a folder, in numbers. */
export interface Figures {
  stops: number
  outcomes: Counts
  /** Stops that were held, or that would have been held in another mode. */
  held: number
  would_hold: { shadow: number; warn: number }
  issues: Counts
  criteria: Counts
  /** Followed by a change of files and a complete stop. */
  useful: number
  /** Only a check was missing, and nothing had to be changed. */
  ceremony: number
  capped: number
  let_through: Counts
  confidence: { approved: Stated; refused: Stated }
  duration_ms: { p50: number | null; p95: number | null }
}

/** How sure agents said they were. */
interface Stated {
  count: number
  mean: number | null
}

/** Counts decisions that are given oldest first. */
export function figuresOf(decisions: readonly Counted[]): Figures {
  const stops = decisions.filter(({ door }) => door !== 'tool')
  const refused = stops.filter(({ decision }) => decision === 'continue')
  const uses = usesOf(stops)
  const inMode = (mode: string) => refused.filter((stop) => stop.mode === mode).length
  return {
    stops: stops.length,
    outcomes: count(stops.map(({ outcome }) => outcome)),
    held: stops.filter(({ answered }) => answered === 'continue').length,
    would_hold: { shadow: inMode('shadow'), warn: inMode('warn') },
    issues: count(refused.flatMap(issuesOf)),
    criteria: count(refused.flatMap(criteriaOf)),
    useful: uses.filter((use) => use === 'useful').length,
    ceremony: uses.filter((use) => use === 'ceremony').length,
    capped: stops.filter(({ outcome }) => outcome === 'capped').length,
    let_through: count(stops.filter(({ outcome }) => outcome === 'let_through').map(({ reason }) => reason ?? 'unknown')),
    confidence: confidenceOf(decisions),
    duration_ms: { p50: percentile(stops, 0.5), p95: percentile(stops, 0.95) },
  }
}

function issuesOf({ issues }: Counted): IssueCode[] {
  return JSON.parse(issues) as IssueCode[]
}

function criteriaOf({ criteria }: Counted): string[] {
  const states = criteria === null ? [] : (JSON.parse(criteria) as CriterionState[])
  return states.filter(holdsBack).map(({ id }) => id)
}

/** Issues that go away without any change of a file. */
const missingChecks: readonly IssueCode[] = ['criterion_not_measured', 'criterion_stale', 'no_call', 'no_verification']

type Use = 'useful' | 'ceremony'

/** What refusals led to, as far as the next complete stop of their sessions tells. */
function usesOf(stops: readonly Counted[]): (Use | undefined)[] {
  const next = new Map<string, Counted>()
  const uses: (Use | undefined)[] = []
  for (const stop of stops.toReversed()) {
    const key = JSON.stringify([stop.workspace_id, stop.session, stop.agent])
    if (stop.outcome === 'complete') next.set(key, stop)
    else if (stop.outcome === 'unfinished') uses.push(useOf(stop, next.get(key)))
  }
  return uses
}

function useOf(refused: Counted, complete: Counted | undefined): Use | undefined {
  if (complete === undefined) return undefined
  if (complete.digest !== refused.digest) return 'useful'
  return issuesOf(refused).every((code) => missingChecks.includes(code)) ? 'ceremony' : undefined
}

/** Of what agents said to the tool themselves: a stop repeats what an approval said. */
function confidenceOf(decisions: readonly Counted[]): Figures['confidence'] {
  const said = decisions.filter(({ door, confidence }) => door === 'tool' && confidence !== null)
  const stated = (decision: Counted['decision']) => statedBy(said.filter((each) => each.decision === decision))
  return { approved: stated('stop'), refused: stated('continue') }
}

function statedBy(decisions: readonly Counted[]): Stated {
  const sum = decisions.reduce((all, { confidence }) => all + confidence!, 0)
  return { count: decisions.length, mean: decisions.length === 0 ? null : Math.round((sum / decisions.length) * 100) / 100 }
}

/** The least value that is not beneath so many of all. */
function percentile(stops: readonly Counted[], share: number): number | null {
  const times = stops.flatMap(({ duration_ms }) => duration_ms ?? []).sort((a, b) => a - b)
  return times[Math.ceil(times.length * share) - 1] ?? null
}
