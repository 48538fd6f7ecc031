import { audienceOf, type Learning } from '../learning.ts'
import { analyseAfter } from '../model/work.ts'
import { evaluateSession, type SpotMove } from '../spots/evaluate.ts'
import { addSession, closeSession, findOpenSession, findSession, findSessionsAround, stretchSession } from '../storage/sessions.ts'
import type { SessionRow } from '../storage/tables.ts'
import { type Ending, minute } from '../words.ts'
import { asOf, chooseSession } from './choose.ts'

/** For how long nothing may happen in a session that goes on, in milliseconds. */
export function gapOf({ settings }: Pick<Learning, 'settings'>): number {
  return settings.LOOP_SESSION_GAP_MINUTES * minute
}

export interface Resolved {
  session: SessionRow
  isNew: boolean
}

interface Opening {
  at: string
  domain?: string
  intent?: string
}

/** The session that something at a time belongs to, stretched to hold it, or else a new one. */
export async function resolveSession(learning: Learning, opening: Opening): Promise<Resolved> {
  const joined = await joinSession(learning, opening.at)
  if (joined) return { session: joined, isNew: false }
  const opened = await openSession(learning, opening)
  // The loser of a race finds the winner's session.
  return opened ? { session: opened, isNew: true } : { session: (await joinSession(learning, opening.at))!, isNew: false }
}

async function joinSession(learning: Learning, at: string): Promise<SessionRow | undefined> {
  const { db, learner } = learning
  const gap = gapOf(learning)
  const session = chooseSession(await findSessionsAround(db, learner, { from: shifted(at, -gap), to: shifted(at, gap) }), at, gap)
  if (session === undefined) return undefined
  await stretchSession(db, learner, { id: session.id, at })
  return findSession(db, learner, session.id)
}

/** Opens a session, and closes the one that was open; one that is over already is stored closed. */
export async function openSession(learning: Learning, { at, domain, intent }: Opening): Promise<SessionRow | undefined> {
  const { db, learner } = learning
  const isOver = shifted(at, gapOf(learning)) < learning.at
  if (!isOver) await closeIdle(learning, at)
  const end = isOver ? ({ ended_at: at, ended_by: 'gap' } as const) : { ended_at: null, ended_by: null }
  const id = learning.newId()
  const added = await addSession(db, learner, {
    id,
    started_at: at,
    last_activity_at: at,
    domain: domain || null,
    intent: intent || null,
    summary: null,
    ...end,
  })
  if (!added) return undefined
  tell(learning, 'learning.session_started', { session_id: id })
  return findSession(db, learner, id)
}

/** Ends the open session at its last activity: by the gap, or by its length where the gap would have let it go on. */
async function closeIdle(learning: Learning, at: string): Promise<void> {
  const open = await findOpenSession(learning.db, learning.learner)
  if (open === undefined) return
  await endSession(learning, open, { ended_at: open.last_activity_at, ended_by: asOf(open, at, gapOf(learning)).ended_by ?? 'limit' })
}

/** Writes down that the open session is over, where it has been idle for longer than the gap. */
export async function endIdle(learning: Learning): Promise<void> {
  const open = await findOpenSession(learning.db, learning.learner)
  const over = open && asOf(open, learning.at, gapOf(learning))
  if (over?.ended_at && over.ended_by) await endSession(learning, over, { ended_at: over.ended_at, ended_by: over.ended_by })
}

/** Ends a session that is open, and looks for what only whole sessions show; undefined where it is not open any more. */
export async function endSession(
  learning: Learning,
  { id }: Pick<SessionRow, 'id'>,
  end: { ended_at: string; ended_by: Ending; summary?: string },
): Promise<{ session: SessionRow; moves: SpotMove[] } | undefined> {
  const session = await closeSession(learning.db, learning.learner, { id, ...end })
  if (session === undefined) return undefined
  tell(learning, 'learning.session_ended', { session_id: id, ended_by: end.ended_by })
  analyseAfter(learning, session)
  return { session, moves: await evaluateSession(learning, id) }
}

function tell(learning: Learning, type: string, after: { session_id: string; ended_by?: Ending }): void {
  learning.emit({ type, entity: after.session_id, after, ...audienceOf(learning) })
}

function shifted(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
