import type { Kysely } from 'kysely'
import type { LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

interface Old {
  /** What was before it is old. */
  before: string
  limit: number
}

export async function oldObservations(db: Db, learner: string, { before, limit }: Old): Promise<ObservationRow[]> {
  return db
    .selectFrom('learn_observations')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('observed_at', '<', before)
    .orderBy('observed_at')
    .limit(limit)
    .execute()
}

/** Deletes old sessions that hold nothing any more. */
export async function deleteOldSessions(db: Db, learner: string, { before, limit }: Old): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('learn_sessions')
    .where('learner_id', '=', learner)
    .where('id', 'in', (from) =>
      from
        .selectFrom('learn_sessions')
        .select('id')
        .where('learner_id', '=', learner)
        .where('last_activity_at', '<', before)
        .where((where) =>
          where.not(
            where.exists(
              where.selectFrom('learn_observations').select('number').whereRef('learn_observations.session_id', '=', 'learn_sessions.id'),
            ),
          ),
        )
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Deletes old forecasts, and says whose they were. */
export async function deleteOldForecasts(db: Db, learner: string, { before, limit }: Old): Promise<string[]> {
  const rows = await db
    .deleteFrom('learn_forecasts')
    .where('learner_id', '=', learner)
    .where('id', 'in', (from) =>
      from.selectFrom('learn_forecasts').select('id').where('learner_id', '=', learner).where('recorded_at', '<', before).limit(limit),
    )
    .returning('about')
    .execute()
  return rows.map(({ about }) => about)
}

const times = {
  learn_nudges: 'delivered_at',
  learn_reviews: 'ends_at',
  learn_signals: 'last_at',
} as const satisfies Partial<Record<keyof LearnTables, string>>

/** Deletes the old rows of a table that nothing hangs on. */
export async function deleteOld(
  db: Db,
  learner: string,
  { table, before }: { table: keyof typeof times; before: string },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom(table as 'learn_nudges')
    .where('learner_id', '=', learner)
    .where(times[table] as 'delivered_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
