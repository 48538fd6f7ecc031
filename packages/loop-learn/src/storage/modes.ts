import type { Kysely } from 'kysely'
import type { ObservationKind } from '../words.ts'
import type { ModeChangeRow } from './nudge-tables.ts'
import type { LearnerRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

export interface Noted {
  sessions: number
  counts: Partial<Record<ObservationKind, number>>
}

/** How many of each kind were observed since a time, and in how many sessions. */
export async function notedSince(db: Db, learner: string, since: string): Promise<Noted> {
  const noted = db.selectFrom('learn_observations').where('learner_id', '=', learner).where('observed_at', '>=', since)
  const kinds = await noted
    .groupBy('kind')
    .select(['kind', (select) => select.fn.countAll<number>().as('count')])
    .execute()
  const { sessions } = await noted
    .select((select) => select.fn.count<number>('session_id').distinct().as('sessions'))
    .executeTakeFirstOrThrow()
  return { sessions: Number(sessions), counts: Object.fromEntries(kinds.map(({ kind, count }) => [kind, Number(count)])) }
}

/** Writes down what an evaluation found; undefined where somebody else has evaluated meanwhile. */
export async function evaluateOnce(
  db: Db,
  seen: Pick<LearnerRow, 'id' | 'mode_evaluated_at'>,
  change: Partial<LearnerRow>,
): Promise<LearnerRow | undefined> {
  const { id, mode_evaluated_at: last } = seen
  const [evaluated] = await db
    .updateTable('learn_learners')
    .set(change)
    .where('id', '=', id)
    .where('mode_evaluated_at', last === null ? 'is' : '=', last)
    .returningAll()
    .execute()
  return evaluated
}

/** Writes down a change of the mode; those from before a time are not kept. */
export async function addModeChange(
  db: Db,
  learner: string,
  { oldest, ...change }: Omit<ModeChangeRow, 'learner_id'> & { oldest: string },
): Promise<void> {
  await db.deleteFrom('learn_mode_changes').where('learner_id', '=', learner).where('at', '<', oldest).execute()
  await db
    .insertInto('learn_mode_changes')
    .values({ ...change, learner_id: learner })
    .execute()
}

/** How the mode changed since a time, the oldest first. */
export async function modeChangesSince(db: Db, learner: string, since: string): Promise<ModeChangeRow[]> {
  return db
    .selectFrom('learn_mode_changes')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute()
}
