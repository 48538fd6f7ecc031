import { LoopError } from 'loop-core'
import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { observationsById } from '../storage/model-spots.ts'
import type { SessionRow } from '../storage/tables.ts'
import type { Consulted } from './consult.ts'
import { skipOf } from './whose-key.ts'

/** What a job is told that asks a model: ids alone. */
export const ModelWork = z.object({ learner: z.string(), generation: z.int() })

const enoughNotes = 5

/** Asks for an analysis after a session that held enough to learn from, where a model may be asked at all. */
export function analyseAfter(learning: Learning, session: SessionRow): void {
  const { decisions, struggles, completions, questions, avoidances } = session
  if (decisions + struggles + completions + questions + avoidances >= enoughNotes) enqueueWork(learning, { name: 'analyse' })
}

/** Asks for the words that a model adds to a review, where one may be asked at all. */
export function narrateReview(learning: Learning, review: string): void {
  enqueueWork(learning, { name: 'narrate', review })
}

function enqueueWork(learning: Learning, { name, review }: { name: string; review?: string }): void {
  if (skipOf(learning) !== undefined) return
  const { learner, profile } = learning
  const payload = { learner, generation: profile.generation, ...(review && { review }) }
  learning.enqueue({ name, payload, key: review ?? learner })
}

/** Whether what a model said may be written down: not where all was erased meanwhile, or a note forgotten that its words may quote. */
export async function isStillWanted(
  { db, learner, profile }: Learning,
  { generation, sent }: { generation: number; sent: readonly string[] },
): Promise<boolean> {
  return profile.generation === generation && (await observationsById(db, learner, sent)).length === sent.length
}

/** A model that could not be reached is asked again, by the queue; every other answer stands. */
export function tryAgainLater(consulted: Extract<Consulted, { used: 'local' }>): void {
  if (consulted.mayPass) throw new LoopError('unavailable', 'The model cannot be reached at present.', { code: 'model_unavailable' })
}
