import type { LoopEvent } from 'loop-core'
import { audienceOf, type Learning } from '../learning.ts'
import type { Ref } from '../observe/record.ts'
import { addForecastOfEvent, settleForecastsAbout } from '../storage/event-forecasts.ts'
import type { ForecastRow } from '../storage/tables.ts'
import type { ForecastOutcome } from '../words.ts'
import { numberIn } from './note.ts'

/** Settles the open forecasts on something elsewhere. */
export async function settleOn(learning: Learning, settling: { ref: string; outcome: ForecastOutcome; at: string }): Promise<void> {
  for (const forecast of await settleForecastsAbout(learning.db, learning.learner, settling)) tell(learning, forecast)
}

interface Claimed {
  about: string
  refs: readonly Ref[]
  outcome: ForecastOutcome
}

/** Keeps how sure somebody was that their work was done, where an event says so, with what it came to. */
export async function keepConfidence(learning: Learning, event: LoopEvent, { about, refs, outcome }: Claimed): Promise<void> {
  const probability = numberIn(event, 'confidence')
  if (probability === undefined || probability < 0 || probability > 1) return
  const { db, learner, newId } = learning
  const { type, id } = refs[0]!
  const forecast = await addForecastOfEvent(db, learner, {
    id: newId(),
    claim: 'this is done',
    probability,
    about,
    model: null,
    domain: 'general',
    refs: JSON.stringify(refs),
    ref: `${type}:${id}`,
    due_at: null,
    recorded_at: event.at,
    settled_at: event.at,
    outcome,
    source_ref: event.id,
    request_key: null,
  })
  if (forecast) tell(learning, forecast)
}

function tell(learning: Learning, { id, outcome }: ForecastRow): void {
  const after = { forecast_id: id, outcome }
  learning.emit({ type: 'learning.forecast_settled', entity: id, after, ...audienceOf(learning) })
}
