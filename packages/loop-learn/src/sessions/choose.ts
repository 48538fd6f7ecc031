import type { SessionRow } from '../storage/tables.ts'
import { hour } from '../words.ts'

/** No session is longer, in milliseconds. */
export const longestSession = 12 * hour

export type Bounds = Pick<SessionRow, 'id' | 'started_at' | 'last_activity_at' | 'ended_at' | 'ended_by'>

/**
 * The session that something at a time belongs to: the nearest within the gap, of two equally near ones the later; undefined for a new one.
 *
 * One that its client ended takes nothing later than its end, and none is stretched beyond twelve hours.
 */
export function chooseSession<Session extends Bounds>(sessions: readonly Session[], at: string, gap: number): Session | undefined {
  const time = Date.parse(at)
  const near = sessions
    .map((session) => ({ session, distance: distanceOf(session, time) }))
    .filter(({ session, distance }) => distance <= gap && isOpenTo(session, at) && lengthWith(session, time) <= longestSession)
  near.sort((one, other) => one.distance - other.distance || other.session.started_at.localeCompare(one.session.started_at))
  return near[0]?.session
}

function distanceOf({ started_at, last_activity_at }: Bounds, time: number): number {
  return Math.max(Date.parse(started_at) - time, time - Date.parse(last_activity_at), 0)
}

function isOpenTo({ ended_by, ended_at }: Bounds, at: string): boolean {
  return ended_by !== 'client' || at <= ended_at!
}

function lengthWith({ started_at, last_activity_at }: Bounds, time: number): number {
  return Math.max(Date.parse(last_activity_at), time) - Math.min(Date.parse(started_at), time)
}

/** The session as it is at a time: one that has been idle for longer than the gap is over, whether or not somebody has written that down yet. */
export function asOf<Session extends Bounds>(session: Session, at: string, gap: number): Session {
  const idle = session.ended_at === null && Date.parse(session.last_activity_at) + gap < Date.parse(at)
  return idle ? { ...session, ended_at: session.last_activity_at, ended_by: 'gap' } : session
}
