import { day, hour } from '../words.ts'
import { type Detector, overByQuiet, type Sign, within } from './detector.ts'

/** Sessions that go on when nothing goes any more. Its rows are such sessions, each by its last struggle. */
export const longSessions: Detector<readonly Sign[]> = {
  name: 'long_sessions',
  threshold: 4,
  window: 14 * day,
  rests: 'observations',
  signs: (sessions) => ({ supports: sessions, counters: [] }),
  fires: (sessions, now) => within(sessions, 14 * day, now).length >= 4,
  over(sessions) {
    const last = sessions.at(-1)
    return last && overByQuiet(last, 14 * day)
  },
}

export function isLong(started_at: string, ended_at: string): boolean {
  return Date.parse(ended_at) - Date.parse(started_at) > 3 * hour
}

interface Timed {
  started_at: string
  ended_at: string
  /** When somebody was stuck in it, the oldest first. */
  struggles: readonly Sign[]
}

/** The last struggle of a session of more than three hours whose last third holds at least half of its struggles; undefined for any other. */
export function lateStruggle({ started_at, ended_at, struggles }: Timed): Sign | undefined {
  if (!isLong(started_at, ended_at)) return undefined
  const start = Date.parse(started_at)
  const lastThird = start + ((Date.parse(ended_at) - start) * 2) / 3
  const late = struggles.filter(({ observed_at }) => Date.parse(observed_at) >= lastThird)
  return late.length * 2 >= struggles.length ? late.at(-1) : undefined
}
