import { groupBy } from 'loop-core'
import type { Learning } from '../learning.ts'
import { evaluateSpots, type SpotMove } from '../spots/evaluate.ts'
import { removeSpot } from '../spots/move.ts'
import { blankNudges, changeNarrative, deleteObservations, findNarratives, spotsOfTheme, spotsResting } from '../storage/forgetting.ts'
import { countInSession } from '../storage/sessions.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import { forgetWordings } from '../storage/wordings.ts'

/** Takes notes away and whatever was made of their words: counters, blind spots, nudges and narratives are as if nobody had written them. */
export async function forgetNotes(learning: Learning, notes: readonly ObservationRow[]): Promise<SpotMove[]> {
  if (notes.length === 0) return []
  const { db, learner } = learning
  const ids = notes.map(({ id }) => id)
  const scopes = [
    ...groupBy(notes, ({ about, domain, theme, session_id }) => JSON.stringify([about, domain, theme, session_id])).values(),
  ].map(([first]) => first!)
  const touched = await spotsTouched(learning, ids, scopes)
  await countOut(learning, notes)
  await deleteObservations(db, learner, ids)
  const moves = await weighAnew(learning, scopes, touched)
  await forgetWordsOf(learning, touched, moves)
  await forgetNarratives(learning, new Set(ids))
  return moves
}

async function spotsTouched({ db, learner }: Learning, ids: readonly string[], scopes: readonly ObservationRow[]): Promise<BlindSpotRow[]> {
  const spots = await spotsResting(db, learner, ids)
  // The oldest note names a spot even where newer ones have taken its place as evidence.
  for (const scope of scopes) spots.push(...(await spotsOfTheme(db, learner, scope)))
  return [...new Map(spots.map((spot) => [spot.id, spot])).values()]
}

async function countOut({ db, learner }: Learning, notes: readonly ObservationRow[]): Promise<void> {
  for (const some of groupBy(notes, ({ session_id, kind }) => `${session_id} ${kind}`).values()) {
    const { session_id, kind } = some[0]!
    await countInSession(db, learner, { id: session_id, kind, by: -some.length })
  }
}

async function weighAnew(learning: Learning, scopes: readonly ObservationRow[], touched: readonly BlindSpotRow[]): Promise<SpotMove[]> {
  const moves: SpotMove[] = []
  // A completion concerns all detectors, and the words of any kind may name a spot.
  for (const scope of scopes) moves.push(...(await evaluateSpots(learning, { ...scope, kind: 'completion' })))
  // What a model wrote about notes cannot be written anew without it.
  const proposed = touched.filter(({ detector, id }) => detector === 'model' && !goneIn(moves).has(id))
  for (const spot of proposed) moves.push(...(await removeSpot(learning, spot)))
  return moves
}

function goneIn(moves: readonly SpotMove[]): Set<string> {
  return new Set(moves.flatMap(({ id, to }) => (to === null ? [id] : [])))
}

/** Our own texts name a spot by its topic, or by the words of a note; a model may have used any. */
async function forgetWordsOf({ db, learner, at }: Learning, touched: readonly BlindSpotRow[], moves: readonly SpotMove[]): Promise<void> {
  const gone = goneIn(moves)
  const quoting = touched.filter(({ id, theme }) => gone.has(id) || theme.startsWith('obs:')).map(({ id }) => id)
  const all = touched.map(({ id }) => id)
  await blankNudges(db, learner, { spots: quoting, at })
  await blankNudges(db, learner, { spots: all, source: 'model', at })
  await forgetWordings(db, learner, all)
}

/** A model's paragraphs cite what they rest on. */
async function forgetNarratives({ db, learner }: Learning, ids: ReadonlySet<string>): Promise<void> {
  for (const { id, narrative } of await findNarratives(db, learner)) {
    const paragraphs = JSON.parse(narrative!) as { evidence_ids: string[] }[]
    const kept = paragraphs.filter(({ evidence_ids }) => !evidence_ids.some((cited) => ids.has(cited)))
    if (kept.length < paragraphs.length) await changeNarrative(db, learner, { id, narrative: JSON.stringify(kept) })
  }
}
