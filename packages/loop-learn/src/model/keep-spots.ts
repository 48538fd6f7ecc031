import { slugOf } from '../clean/slug.ts'
import { audienceOf, type Learning } from '../learning.ts'
import { scheduleSpot } from '../nudges/cards.ts'
import { addSpotWithEvidence, evidenceShared, observationsById } from '../storage/model-spots.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import type { Severity } from '../words.ts'
import type { KeptSpot } from './keep.ts'

/** Adds what a model found, where its notes are still there and say nothing that is known already. */
export async function keepSpot(learning: Learning, found: KeptSpot): Promise<void> {
  const { db, learner } = learning
  const { evidence_ids } = found
  const notes = await observationsById(db, learner, evidence_ids)
  if (notes.length < evidence_ids.length || (await isKnown(learning, evidence_ids))) return
  const spot = spotOf(learning, found, notes)
  const change = { id: learning.newId(), by: 'model', why: 'proposed' }
  if (!(await addSpotWithEvidence(db, learner, { spot, evidence: evidence_ids, change }))) return
  await scheduleSpot(learning, spot.id)
  const after = { blind_spot_id: spot.id, detector: spot.detector, from: null, to: spot.state }
  learning.emit({ type: 'learning.blind_spot_changed', entity: spot.id, after, ...audienceOf(learning) })
}

/** Another name for what half of the notes are evidence of already is no news, nor what was dismissed. */
async function isKnown({ db, learner }: Learning, ids: readonly string[]): Promise<boolean> {
  return (await evidenceShared(db, learner, ids)).some((shared) => shared * 2 >= ids.length)
}

function spotOf({ newId, at }: Learning, found: KeptSpot, notes: readonly ObservationRow[]): Omit<BlindSpotRow, 'learner_id'> {
  const { title, pattern, domain, about, sessions } = found
  const times = notes.map(({ observed_at }) => observed_at).sort()
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
    support_count: notes.length,
    counter_count: 0,
    session_count: sessions,
    first_seen_at: times[0]!,
    last_seen_at: times.at(-1)!,
    confidence: confidenceOf(notes.length, sessions),
    severity: severityOf(notes.length),
    relapses: 0,
    resolved_at: null,
    created_at: at,
    updated_at: at,
  }
}

const threshold = 3

/** As of the other detectors, but never sure. */
function confidenceOf(support: number, sessions: number): number {
  return Math.min(0.6, Math.round((0.4 + 0.1 * (support - threshold) + 0.1 * (sessions - 2)) * 100) / 100)
}

function severityOf(support: number): Severity {
  if (support >= 2 * threshold) return 'high'
  return support >= threshold + 2 ? 'medium' : 'low'
}
