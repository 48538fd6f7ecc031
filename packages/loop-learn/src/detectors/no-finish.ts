import { day } from '../words.ts'
import { after, completionsOf, type Detector, type Noted, overWith, type Sign, within } from './detector.ts'

/** A session of at least three notes that has ended, by the last of them. */
export interface EndedSession extends Sign {
  finished: boolean
}

export interface DomainSessions {
  sessions: readonly EndedSession[]
  /** All of the domain. */
  completions: readonly Noted[]
}

/** One session after the other ends with nothing finished. */
export const noFinish: Detector<DomainSessions> = {
  name: 'no_finish',
  threshold: 5,
  window: 60 * day,
  rests: 'observations',
  signs: ({ sessions, completions }) => ({ supports: unfinished(sessions), counters: completionsOf(completions) }),
  fires({ sessions }, now) {
    const last = within(sessions, 60 * day, now).slice(-5)
    return last.length === 5 && unfinished(last).length === 5
  },
  over({ sessions, completions }) {
    const last = unfinished(sessions).at(-1)
    return last && overWith(after(completionsOf(completions), last.observed_at)[1], last, 0)
  },
}

function unfinished(sessions: readonly EndedSession[]): EndedSession[] {
  return sessions.filter(({ finished }) => !finished)
}
