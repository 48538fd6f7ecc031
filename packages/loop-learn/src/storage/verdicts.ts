import type { Kysely } from 'kysely'
import type { Verdict } from '../words.ts'
import type { LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** The newest completion about something elsewhere, observed no later than a time. */
export async function findCompletionOf(
  db: Db,
  learner: string,
  { ref, until }: { ref: string; until: string },
): Promise<ObservationRow | undefined> {
  return db
    .selectFrom('learn_observations')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('ref', '=', ref)
    .where('kind', '=', 'completion')
    .where('observed_at', '<=', until)
    .orderBy('observed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Says whether what was done held; undefined where that was said already. */
export async function judgeCompletion(
  db: Db,
  learner: string,
  { id, outcome }: { id: string; outcome: Verdict },
): Promise<ObservationRow | undefined> {
  const [judged] = await db
    .updateTable('learn_observations')
    .set({ outcome })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '<>', outcome)]))
    .returningAll()
    .execute()
  return judged
}
