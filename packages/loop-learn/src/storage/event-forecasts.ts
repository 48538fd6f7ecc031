import type { Kysely } from 'kysely'
import type { ForecastOutcome } from '../words.ts'
import type { ForecastRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Settles what is still open about something elsewhere. */
export async function settleForecastsAbout(
  db: Db,
  learner: string,
  { ref, outcome, at }: { ref: string; outcome: ForecastOutcome; at: string },
): Promise<ForecastRow[]> {
  return db
    .updateTable('learn_forecasts')
    .set({ outcome, settled_at: at })
    .where('learner_id', '=', learner)
    .where('ref', '=', ref)
    .where('settled_at', 'is', null)
    .where('recorded_at', '<=', at)
    .returningAll()
    .execute()
}

/** Adds a forecast; undefined where one came from this event already. */
export async function addForecastOfEvent(
  db: Db,
  learner: string,
  forecast: Omit<ForecastRow, 'learner_id'>,
): Promise<ForecastRow | undefined> {
  const [added] = await db
    .insertInto('learn_forecasts')
    .values({ ...forecast, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()
  return added
}
