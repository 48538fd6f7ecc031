import type { EvidenceSubject, Fact, TransactionContext } from 'loop-core'
import { calibrationIn } from '../forecasts/forecast.ts'
import { type Learning, viewLearning } from '../learning.ts'
import { listSpots } from '../storage/spots.ts'
import { activeStates } from '../words.ts'

/** What the caller's own notes know of an agent, so that others may ask one who is often wrong for more; reads only. */
export async function evidence(subject: EvidenceSubject, context: TransactionContext): Promise<Fact[]> {
  // A job asks as nobody, and nobody has notes.
  const about = subject.actor ?? context.actor?.agent?.id
  if (about === undefined || context.actor === undefined || context.actor.impersonator) return []
  const learning = await viewLearning(context)
  return [...(await calibrationFacts(learning, about)), ...(await spotFacts(learning, about))]
}

/** How sure an agent was against how often it was right; nothing where nothing is settled. */
async function calibrationFacts(learning: Learning, about: string): Promise<Fact[]> {
  const { n, gap, brier } = await calibrationIn(learning, { about })
  if (n === 0 || gap === null || brier === null) return []
  return [{ name: 'learn.calibration', value: gap, subject: about, actor: about, at: learning.at, details: { n, gap, brier } }]
}

async function spotFacts(learning: Learning, about: string): Promise<Fact[]> {
  const { db, learner } = learning
  const spots = await listSpots(db, learner, { states: activeStates, about, limit: 20 })
  return spots.map(({ id, detector, state, last_seen_at, updated_at: at }) => ({
    name: 'learn.blind_spots',
    value: detector,
    subject: about,
    actor: about,
    at,
    details: { id, detector, state, last_seen_at },
  }))
}
