import type { Learning } from '../learning.ts'
import { findOpenSession, findSession, nameSession } from '../storage/sessions.ts'
import { endSession, openSession, type Resolved, resolveSession } from './resolve.ts'

interface Start {
  domain?: string
  intent?: string
  fresh: boolean
}

/** Joins the session that is open, or opens one; `fresh` ends the open one first. */
export async function startSession(learning: Learning, { fresh, ...names }: Start): Promise<Resolved> {
  const { session, isNew } = await (fresh ? startFresh(learning, names) : resolveSession(learning, { at: learning.at, ...names }))
  if (isNew) return { session, isNew }
  // What a session is about and for may be said when it has begun already.
  await nameSession(learning.db, learning.learner, { id: session.id, ...names })
  return { session: (await findSession(learning.db, learning.learner, session.id))!, isNew }
}

async function startFresh(learning: Learning, names: Omit<Start, 'fresh'>): Promise<Resolved> {
  const { db, learner, at } = learning
  const open = await findOpenSession(db, learner)
  if (open) await endSession(learning, open, { ended_at: at, ended_by: 'client' })
  const session = await openSession(learning, { at, ...names })
  return session ? { session, isNew: true } : resolveSession(learning, { at, ...names })
}
