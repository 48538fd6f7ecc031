import { slugOf } from '../clean/slug.ts'
import type { Learning } from '../learning.ts'
import { evaluateSpot } from '../spots/evaluate.ts'
import { confidenceOf, severityOf } from '../spots/figures.ts'
import { tellMove } from '../spots/move.ts'
import { keepEvidence } from '../storage/evidence.ts'
import { evidenceShared, observationsById } from '../storage/model-spots.ts'
import { addSpot } from '../storage/spots.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import type { KeptSpot } from './keep.ts'

const threshold = 3
/** A model is never as sure as a rule may be. */
const mostConfidence = 0.6

/** Adds what a model found, where its notes say nothing that is known already. */
export async function keepSpot(learning: Learning, found: KeptSpot): Promise<void> {
  const { db, learner } = learning
  const { evidence_ids } = found
  if (await isKnown(learning, evidence_ids)) return
  const spot = { ...spotOf(learning, found, await observationsById(db, learner, evidence_ids)), learner_id: learner }
  if (!(await addSpot(db, learner, spot))) return
  await keepEvidence(db, learner, { spot: spot.id, evidence: evidence_ids.map((observation_id) => ({ observation_id, sign: 1 })) })
  await tellMove(learning, spot, { from: null, by: 'detector', why: 'proposed' })
  // What was finished since counts at once.
  await evaluateSpot(learning, spot)
}

/** Another name for what half of the notes are evidence of already is no news, nor is what was dismissed. */
async function isKnown({ db, learner }: Learning, ids: readonly string[]): Promise<boolean> {
  return (await evidenceShared(db, learner, ids)).some((shared) => shared * 2 >= ids.length)
}

function spotOf({ newId, at }: Learning, found: KeptSpot, notes: readonly ObservationRow[]): Omit<BlindSpotRow, 'learner_id'> {
  const { title, pattern, domain, about, sessions } = found
  const times = notes.map(({ observed_at }) => observed_at).sort()
  const counts = { support_count: notes.length, counter_count: 0, session_count: sessions }
  return {
    id: newId(),
    detector: 'model',
    about,
    domain,
    theme: `model:${[...slugOf(title)].slice(0, 60).join('')}`,
    label: [...title].slice(0, 80).join(''),
    state: 'active',
    title,
    pattern,
    ...counts,
    first_seen_at: times[0]!,
    last_seen_at: times.at(-1)!,
    confidence: Math.min(mostConfidence, confidenceOf(counts, threshold)),
    severity: severityOf(notes.length, threshold, 0),
    relapses: 0,
    resolved_at: null,
    quiet_since: null,
    over_at: null,
    created_at: at,
    updated_at: at,
  }
}
