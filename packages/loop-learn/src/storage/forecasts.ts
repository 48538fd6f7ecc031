import type { Kysely } from 'kysely'
import type { ForecastOutcome } from '../words.ts'
import type { ForecastRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Adds one; undefined where the learner has one with this key or from this place already. */
export async function addForecastRow(db: Db, learner: string, forecast: Omit<ForecastRow, 'learner_id'>): Promise<ForecastRow | undefined> {
  const [added] = await db
    .insertInto('learn_forecasts')
    .values({ ...forecast, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()
  return added
}

export async function findForecast(db: Db, learner: string, id: string): Promise<ForecastRow | undefined> {
  return forecastsOf(db, learner).where('id', '=', id).executeTakeFirst()
}

export async function findForecastOnce(
  db: Db,
  learner: string,
  { key, source }: { key: string | null; source: string | null },
): Promise<ForecastRow | undefined> {
  return forecastsOf(db, learner)
    .where((where) => where.or([where('request_key', '=', key), where('source_ref', '=', source)]))
    .executeTakeFirst()
}

/** Those that wait for what becomes of one thing. */
export async function openForecastsOn(db: Db, learner: string, ref: string): Promise<ForecastRow[]> {
  return forecastsOf(db, learner).where('ref', '=', ref).where('settled_at', 'is', null).orderBy('recorded_at').limit(100).execute()
}

/** Settles an open one; undefined where it is not open any more. */
export async function settleForecastRow(
  db: Db,
  learner: string,
  { id, outcome, at }: { id: string; outcome: ForecastOutcome; at: string },
): Promise<ForecastRow | undefined> {
  const [settled] = await db
    .updateTable('learn_forecasts')
    .set({ outcome, settled_at: at })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .returningAll()
    .execute()
  return settled
}

export interface SettledFilter {
  about?: string | undefined
  model?: string | undefined
  domain?: string | undefined
  /** Settled at this time or later. */
  since?: string | undefined
  /** Settled before this time. */
  before?: string | undefined
}

type SettledRow = Pick<ForecastRow, 'probability' | 'outcome' | 'about' | 'model' | 'domain' | 'settled_at'>

/** The newest 5,000 that came true or did not; void ones say nothing. */
export async function settledForecasts(db: Db, learner: string, filter: SettledFilter = {}): Promise<SettledRow[]> {
  const { about, model, domain, since, before } = filter
  return db
    .selectFrom('learn_forecasts')
    .select(['probability', 'outcome', 'about', 'model', 'domain', 'settled_at'])
    .where('learner_id', '=', learner)
    .where('outcome', 'in', ['true', 'false'])
    .$if(about !== undefined, (query) => query.where('about', '=', about!))
    .$if(model !== undefined, (query) => query.where('model', '=', model!))
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .$if(since !== undefined, (query) => query.where('settled_at', '>=', since!))
    .$if(before !== undefined, (query) => query.where('settled_at', '<', before!))
    .orderBy('settled_at', 'desc')
    .limit(5_000)
    .execute()
}

function forecastsOf(db: Db, learner: string) {
  return db.selectFrom('learn_forecasts').selectAll().where('learner_id', '=', learner)
}
