import type { LoopEvent } from 'loop-core'
import { addForecast, settle } from '../forecasts/forecast.ts'
import type { Learning } from '../learning.ts'
import type { Ref } from '../observe/record.ts'
import type { ForecastOutcome } from '../words.ts'
import { numberIn } from './note.ts'

interface Claimed {
  about: string
  refs: readonly Ref[]
  outcome: ForecastOutcome
}

/** Keeps how sure somebody was that their work was done, where an event says so, with what it came to. */
export async function keepConfidence(learning: Learning, event: LoopEvent, { outcome, ...claimed }: Claimed): Promise<void> {
  const probability = numberIn(event, 'confidence')
  if (probability === undefined || probability < 0 || probability > 1) return
  const { id } = await addForecast(learning, { ...claimed, claim: 'this is done', probability, source_ref: event.id })
  await settle(learning, { id, outcome })
}
