import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { openLearning } from '../../learning.ts'
import { reviewLine } from '../../reviews/review-view.ts'
import { writeDueReviews } from '../../reviews/write.ts'
import { everybody } from '../../roles.ts'
import { finishSession } from '../../sessions/finish.ts'
import { gapOf } from '../../sessions/resolve.ts'
import type { ReviewRow } from '../../storage/tables.ts'
import { Counts, countsOf, Session, viewSession } from '../../views/session.ts'
import { SpotMoveView } from '../../views/spot-move.ts'
import { minute } from '../../words.ts'

export const loopSessionEnd = operation({
  name: 'loop_session_end',
  title: 'End session',
  summary: 'End the open session. Writes the review of the last week where one is due.',
  kind: 'write',
  roles: everybody,
  command: 'session end',
  input: z.object({
    session_id: field.id.optional().describe('The open one unless said'),
    summary: field.summary.optional().describe('What came of it'),
  }),
  output: z.object({
    session: Session.nullable(),
    already_ended: z.boolean(),
    counts: Counts,
    minutes: z.int(),
    weekly_review: z.object({
      due: z.boolean(),
      week: z.string().optional(),
      review_id: z.string().optional(),
      headline: z.string().optional(),
    }),
    blind_spots_changed: z.array(SpotMoveView),
  }),
  advertised: z.object({ already_ended: z.boolean(), weekly_review: z.looseObject({}) }),
  async run({ session_id, summary }, context) {
    const learning = await openLearning(context)
    const { session, alreadyEnded, moves } = await finishSession(learning, { id: session_id, summary })
    return {
      session: session ? viewSession(session, { at: learning.at, gap: gapOf(learning) }) : null,
      already_ended: alreadyEnded,
      counts: session ? countsOf(session) : nothing,
      minutes: session ? minutesOf(session) : 0,
      blind_spots_changed: moves,
      weekly_review: toldOf(await writeDueReviews(learning)),
    }
  },
})

/** What is said of a review that was just written. */
function toldOf(row: ReviewRow | undefined) {
  if (row === undefined) return { due: false }
  const { id, week, headline } = reviewLine(row)
  return { due: true, week, review_id: id, headline }
}

const nothing = { decisions: 0, struggles: 0, completions: 0, questions: 0, avoidances: 0 }

function minutesOf({ started_at, last_activity_at, ended_at }: { started_at: string; last_activity_at: string; ended_at: string | null }) {
  return Math.round((Date.parse(ended_at ?? last_activity_at) - Date.parse(started_at)) / minute)
}
