import type { LoopEvent } from 'loop-core'
import { settleForecastsOn } from '../forecasts/forecast.ts'
import type { Learning } from '../learning.ts'
import { evaluateSpots } from '../spots/evaluate.ts'
import { findBySource } from '../storage/observations.ts'
import type { ObservationRow } from '../storage/tables.ts'
import { findCompletionOf, judgeCompletion } from '../storage/verdicts.ts'
import type { Verdict } from '../words.ts'
import { noteEvent, type Said } from './note.ts'

/** Something that was said to be done, and whether it held. */
export interface Judged {
  about: string
  /** What stands for it where no completion is known. */
  content: string
  refs: Said['refs']
  outcome: Verdict
  /** The event by which it was said to be done, where there is one. */
  claim?: LoopEvent | undefined
}

/** Says of a completion whether it held, and settles the open forecasts on the same; one that nobody has noted is made. */
export async function judge(learning: Learning, event: LoopEvent, judged: Judged): Promise<void> {
  const { outcome, claim, ...said } = judged
  const known = await findClaimed(learning, event, judged)
  if (known === undefined) await noteEvent(learning, claim ?? event, { ...said, kind: 'completion', outcome })
  else {
    const changed = await judgeCompletion(learning.db, learning.learner, { id: known.id, outcome })
    if (changed) await evaluateSpots(learning, changed)
  }
  await settleForecastsOn(learning, { ref: refOf(said), outcome: outcome === 'confirmed' ? 'true' : 'false' })
}

/** Notes that something is done where that is known to be so at once. */
export async function confirm(learning: Learning, event: LoopEvent, said: Omit<Judged, 'outcome' | 'claim'>): Promise<void> {
  await noteEvent(learning, event, { ...said, kind: 'completion', outcome: 'confirmed' })
  await settleForecastsOn(learning, { ref: refOf(said), outcome: 'true' })
}

async function findClaimed({ db, learner }: Learning, { at }: LoopEvent, { claim, refs }: Judged): Promise<ObservationRow | undefined> {
  if (claim) return findBySource(db, learner, { source: 'event', ref: claim.id })
  return findCompletionOf(db, learner, { ref: refOf({ refs }), until: at })
}

function refOf({ refs }: Pick<Judged, 'refs'>): string {
  const { type, id } = refs[0]!
  return `${type}:${id}`
}
