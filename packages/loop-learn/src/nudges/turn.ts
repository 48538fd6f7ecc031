import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { hour, minute, type Threshold } from '../words.ts'
import { zoneOf } from '../zone.ts'
import { isQuiet, localDay, nextMorning, type QuietHours, quietUntil } from './quiet.ts'

export const reasons = ['none_due', 'cap_reached', 'min_gap', 'quiet_hours', 'off'] as const

/** Why there is no nudge, and from when on it is worth asking again. */
export interface NoNudge {
  reason: (typeof reasons)[number]
  next_at?: string
}

type Asker = Pick<Learning, 'profile' | 'settings' | 'at'>

const capOf: Record<Threshold, number> = { survival: 1, transitional: 2, generative: 3 }

const gap = 90 * minute

/** For how long an unanswered delivery stands for a new one. */
export const standing = 24 * hour

export function quietOf({ profile, settings }: Pick<Learning, 'profile' | 'settings'>): QuietHours {
  return { zone: zoneOf({ profile, settings }), start: profile.quiet_start, end: profile.quiet_end }
}

/** Why nothing at all may be said now; undefined where it may. */
export function silence(learning: Asker): NoNudge | undefined {
  const { profile, at } = learning
  if (profile.nudges_per_day === 0) return { reason: 'off' }
  const quiet = quietOf(learning)
  return isQuiet(at, quiet) ? { reason: 'quiet_hours', next_at: quietUntil(at, quiet) } : undefined
}

/** Why nothing new may be said for today or for a while; undefined where it may. */
export function restraint(learning: Asker): NoNudge | undefined {
  const { profile, at } = learning
  const quiet = quietOf(learning)
  const cap = profile.nudges_per_day ?? capOf[modeOf(learning).mode]
  if (profile.nudge_day === localDay(at, quiet.zone) && profile.nudge_count >= cap)
    return { reason: 'cap_reached', next_at: nextMorning(at, quiet) }
  const free = profile.last_nudge_at === null ? at : shifted(profile.last_nudge_at, gap)
  return free > at ? { reason: 'min_gap', next_at: quietUntil(free, quiet) } : undefined
}

export function shifted(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
