import { audienceOf, type Learning } from '../learning.ts'
import type { Ref } from '../observe/record.ts'
import { alreadySettled, forecastNotFound } from '../refusals.ts'
import { evaluateCalibration } from '../spots/evaluate.ts'
import {
  addForecastRow,
  findForecast,
  findForecastOnce,
  openForecastsOn,
  settledForecasts,
  settleForecastRow,
} from '../storage/forecasts.ts'
import type { ForecastRow } from '../storage/tables.ts'
import { type ForecastOutcome, self } from '../words.ts'
import { type Calibration, calibrationOf, type Settled } from './calibration.ts'

/** What somebody expects, its texts cleaned. */
export interface Expectation {
  claim: string
  probability: number
  about?: string | undefined
  /** Which model said so. */
  model?: string | undefined
  domain?: string | undefined
  refs?: readonly Ref[] | undefined
  due_at?: string | undefined
  /** Where it came from; one place gives one forecast. */
  source_ref?: string | undefined
  /** The caller's key for doing it once. */
  key?: string | undefined
}

/** Writes down what is expected, once. */
export async function addForecast(learning: Learning, expected: Expectation): Promise<ForecastRow> {
  const { db, learner } = learning
  const { claim, probability, refs = [], key = null, source_ref = null } = expected
  const added = await addForecastRow(db, learner, {
    id: learning.newId(),
    claim,
    probability,
    about: expected.about ?? self,
    model: expected.model || null,
    domain: expected.domain || 'general',
    refs: JSON.stringify(refs),
    ref: refs[0] ? `${refs[0].type}:${refs[0].id}` : null,
    due_at: expected.due_at ?? null,
    recorded_at: learning.at,
    settled_at: null,
    outcome: null,
    source_ref,
    request_key: key,
  })
  return added ?? (await findForecastOnce(db, learner, { key, source: source_ref }))!
}

/** Says what became of one; the same said again changes nothing. */
export async function settle(learning: Learning, { id, outcome }: { id: string; outcome: ForecastOutcome }): Promise<ForecastRow> {
  const { db, learner } = learning
  const settled = await settleOpen(learning, { id, outcome })
  if (settled) return settled
  const known = await findForecast(db, learner, id)
  if (known === undefined) throw forecastNotFound()
  if (known.outcome !== outcome) throw alreadySettled(known.outcome!)
  return known
}

/** Settles all that waited for one thing, named as `type:id`, such as a story that was verified. */
export async function settleForecastsOn(
  learning: Learning,
  { ref, outcome }: { ref: string; outcome: ForecastOutcome },
): Promise<ForecastRow[]> {
  const settled: ForecastRow[] = []
  for (const { id } of await openForecastsOn(learning.db, learning.learner, ref)) {
    const row = await settleOpen(learning, { id, outcome })
    if (row) settled.push(row)
  }
  return settled
}

async function settleOpen(learning: Learning, { id, outcome }: { id: string; outcome: ForecastOutcome }): Promise<ForecastRow | undefined> {
  const settled = await settleForecastRow(learning.db, learning.learner, { id, outcome, at: learning.at })
  if (settled === undefined) return undefined
  const after = { forecast_id: id, outcome }
  learning.emit({ type: 'learning.forecast_settled', entity: id, after, ...audienceOf(learning) })
  await evaluateCalibration(learning, settled)
  return settled
}

/** How well somebody's forecasts did, all of them or those within some bounds. */
export async function calibrationIn(learning: Learning, filter: Parameters<typeof settledForecasts>[2] = {}): Promise<Calibration> {
  return calibrationOf((await settledForecasts(learning.db, learning.learner, filter)).map(asSettled))
}

export function asSettled({ probability, outcome }: Pick<ForecastRow, 'probability' | 'outcome'>): Settled {
  return { probability, happened: outcome === 'true' }
}
