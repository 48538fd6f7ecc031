import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { modeOf, modeSources } from '../mode/mode.ts'
import { nudgeReady } from '../nudges/plan.ts'
import { dueWeeks } from '../reviews/write.ts'
import { gapOf } from '../sessions/resolve.ts'
import { findSessionBefore } from '../storage/sessions.ts'
import { listSpots } from '../storage/spots.ts'
import type { SessionRow } from '../storage/tables.ts'
import { ArcView, findArcs, nameArcs } from '../trajectory/arcs.ts'
import { Session, viewSession } from '../views/session.ts'
import { activeStates, severities, spotStates, thresholds } from '../words.ts'
import { guidanceOf } from './guidance.ts'

/** What an assistant should know when work begins. */
export const SessionContext = z.object({
  mode: z.enum(thresholds),
  mode_source: z.enum(modeSources),
  threshold: z.enum(thresholds),
  guidance: z.string(),
  blind_spots: z.array(z.object({ id: z.string(), title: z.string(), state: z.enum(spotStates), severity: z.enum(severities) })),
  last_session: Session.optional(),
  arcs: z.array(ArcView),
  nudge_ready: z.boolean(),
  review_due: z.boolean(),
})

/** Work should begin no later where there are many notes. */
const fewNotes = 500

export async function contextOf(learning: Learning, session: SessionRow): Promise<z.input<typeof SessionContext>> {
  const { mode, mode_source, threshold } = modeOf(learning)
  const last = await findSessionBefore(learning.db, learning.learner, session)
  const spots = await listSpots(learning.db, learning.learner, { states: activeStates, limit: 3 })
  return {
    mode,
    mode_source,
    threshold,
    guidance: guidanceOf(mode),
    blind_spots: spots.map(({ id, title, state, severity }) => ({ id, title, state, severity })),
    ...(last && { last_session: viewSession(last, { at: learning.at, gap: gapOf(learning) }) }),
    nudge_ready: await nudgeReady(learning),
    arcs: await nameArcs(learning, (await findArcs(learning, { notes: fewNotes })).slice(0, 3)),
    review_due: (await dueWeeks(learning)).length > 0,
  }
}
