import type { DetectorName, ObservationKind, Verdict } from '../words.ts'

/** Something that speaks for a pattern or against it: an observation, or a forecast. */
export interface Sign {
  id: string
  /** Null where it belongs to no session. */
  session_id: string | null
  observed_at: string
}

/** An observation as detectors see it. */
export interface Noted extends Sign {
  kind: ObservationKind
  outcome: Verdict | null
}

/** What speaks for a pattern and what against it, the oldest first. */
export interface Signs {
  supports: readonly Sign[]
  counters: readonly Sign[]
}

/** A pure rule over the rows of one scope, all of them the oldest first. Whether it fires and whether it is over is asked at a time; windows end there. */
export interface Detector<Rows> {
  name: DetectorName
  /** How much support it takes, at least. */
  threshold: number
  /** How far back it looks, in milliseconds. */
  window: number
  /** What its signs are: observations, which can be shown, or forecasts. */
  rests: 'observations' | 'forecasts'
  signs(rows: Rows): Signs
  fires(rows: Rows, now: string): boolean
  /** How it ends, judged by the rows as they are; undefined where nothing ends it. */
  over(rows: Rows, now: string): Over | undefined
}

/** The end of a pattern. */
export interface Over {
  /** From when on it is over, which may lie ahead. */
  at: string
  /** What it ended with: what supports it later may be a relapse. */
  since: string
}

/** Whether it is over at a time, and with what. */
export function overAt<Rows>(detector: Detector<Rows>, rows: Rows, now: string): Over | undefined {
  const over = detector.over(rows, now)
  return over && over.at <= now ? over : undefined
}

/** What a detector finds, or null. What is over already is no finding. */
export function detect<Rows>(detector: Detector<Rows>, rows: Rows, now: string): Signs | null {
  if (!detector.fires(rows, now) || overAt(detector, rows, now)) return null
  const { supports, counters } = detector.signs(rows)
  return { supports: within(supports, detector.window, now), counters: within(counters, detector.window, now) }
}

/** Those of the window that ends now; one that is exactly as old as the window is long still belongs to it, as does one that lies a little ahead. */
export function within<Row extends Pick<Sign, 'observed_at'>>(rows: readonly Row[], window: number, now: string): Row[] {
  const start = before(now, window)
  return rows.filter((row) => row.observed_at >= start)
}

export function after<Row extends Pick<Sign, 'observed_at'>>(rows: readonly Row[], time: string): Row[] {
  return rows.filter(({ observed_at }) => observed_at > time)
}

export function ofKind(rows: readonly Noted[], kind: ObservationKind): Noted[] {
  return rows.filter((row) => row.kind === kind)
}

/** Those that were not found wanting afterwards. */
export function completionsOf(rows: readonly Noted[]): Noted[] {
  return ofKind(rows, 'completion').filter(({ outcome }) => outcome !== 'refuted')
}

export function sessionsOf(signs: readonly Sign[]): number {
  return new Set(signs.flatMap(({ session_id }) => session_id ?? [])).size
}

/** From the first to the last, in milliseconds. */
export function spreadOf(signs: readonly Sign[]): number {
  return signs.length === 0 ? 0 : Date.parse(signs.at(-1)!.observed_at) - Date.parse(signs[0]!.observed_at)
}

/** Over with something that came after, but no sooner than so long after the last sign. */
export function overWith(
  something: Pick<Sign, 'observed_at'> | undefined,
  last: Pick<Sign, 'observed_at'>,
  wait: number,
): Over | undefined {
  if (something === undefined) return undefined
  const { observed_at: since } = something
  return { at: latest(since, later(last.observed_at, wait)), since }
}

/** Over by nothing having come for so long. */
export function overByQuiet({ observed_at }: Pick<Sign, 'observed_at'>, span: number): Over {
  return { at: later(observed_at, span), since: observed_at }
}

/** Whichever comes first. */
export function soonest(one: Over | undefined, other: Over): Over {
  return one && one.at <= other.at ? one : other
}

function latest(...times: readonly string[]): string {
  return times.toSorted().at(-1)!
}

export function before(time: string, milliseconds: number): string {
  return later(time, -milliseconds)
}

export function later(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString()
}
