import type { Kysely } from 'kysely'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

const shown = 20

/** Domains or topics that begin like this, those of the newest notes first. */
export async function newestNames(
  db: Db,
  learner: string,
  { column, typed }: { column: 'domain' | 'topic'; typed: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_observations')
    .select([column, (select) => select.fn.max('observed_at').as('latest')])
    .where('learner_id', '=', learner)
    .where(column, 'is not', null)
    .where(column, '>=', typed)
    .where(column, '<', `${typed}\u{10ffff}`)
    .groupBy(column)
    .orderBy('latest', 'desc')
    .orderBy(column)
    .limit(shown)
    .execute()
  return rows.map((row) => row[column]!)
}

export async function newestSessions(db: Db, learner: string, typed: string): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_sessions')
    .select('id')
    .where('learner_id', '=', learner)
    .where('id', 'like', startingWith(typed))
    .orderBy('started_at', 'desc')
    .limit(shown)
    .execute()
  return rows.map(({ id }) => id)
}

/** Those that wait to be settled. */
export async function newestForecasts(db: Db, learner: string, typed: string): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_forecasts')
    .select('id')
    .where('learner_id', '=', learner)
    .where('settled_at', 'is', null)
    .where('id', 'like', startingWith(typed))
    .orderBy('recorded_at', 'desc')
    .limit(shown)
    .execute()
  return rows.map(({ id }) => id)
}

/** Those that wait for an answer. */
export async function newestNudges(db: Db, learner: string, typed: string): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_nudges')
    .select('id')
    .where('learner_id', '=', learner)
    .where('answer', 'is', null)
    .where('id', 'like', startingWith(typed))
    .orderBy('delivered_at', 'desc')
    .limit(shown)
    .execute()
  return rows.map(({ id }) => id)
}

export async function newestWeeks(db: Db, learner: string, typed: string): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_reviews')
    .select('week')
    .where('learner_id', '=', learner)
    .where('week', 'like', startingWith(typed.toUpperCase()))
    .orderBy('week', 'desc')
    .limit(shown)
    .execute()
  return rows.map(({ week }) => week)
}

/** A pattern in which the typed letters stand for themselves. */
function startingWith(typed: string): string {
  return `${typed.replaceAll(/[%_\\]/g, '')}%`
}
