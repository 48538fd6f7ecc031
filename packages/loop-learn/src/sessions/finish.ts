import type { Learning } from '../learning.ts'
import { sessionNotFound } from '../refusals.ts'
import type { SpotMove } from '../spots/move.ts'
import { findOpenSession, findSession } from '../storage/sessions.ts'
import type { SessionRow } from '../storage/tables.ts'
import { asOf } from './choose.ts'
import { endSession, gapOf } from './resolve.ts'

interface Finished {
  session: SessionRow | undefined
  alreadyEnded: boolean
  moves: SpotMove[]
}

/** Ends the named session or the open one; one that has been idle for long ended when it went quiet. */
export async function finishSession(
  learning: Learning,
  { id, summary }: { id?: string | undefined; summary?: string | undefined },
): Promise<Finished> {
  const { db, learner, at } = learning
  const found = id === undefined ? await findOpenSession(db, learner) : await findSession(db, learner, id)
  if (found === undefined && id !== undefined) throw sessionNotFound()
  if (found === undefined || found.ended_at !== null) return { session: found, alreadyEnded: found !== undefined, moves: [] }
  const { ended_at, ended_by } = asOf(found, at, gapOf(learning))
  const end = { ended_at: ended_at ?? at, ended_by: ended_by ?? 'client', ...(summary && { summary }) } as const
  const closed = await endSession(learning, found, end)
  if (closed === undefined) return { session: await findSession(db, learner, found.id), alreadyEnded: true, moves: [] }
  return { session: closed.session, alreadyEnded: false, moves: closed.moves }
}
