import { type Kysely, sql } from 'kysely'
import type { EvidenceRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

export type AnyRow = Record<string, unknown>

/** The rows of a learner in any table behind one of them, by the column that tells them apart. */
export async function rowsAfter(
  db: Db,
  learner: string,
  { table, key, after, limit }: { table: keyof LearnTables; key: string; after: string; limit: number },
): Promise<AnyRow[]> {
  // All of them have a learner; which columns they have besides makes no difference here.
  return db
    .selectFrom(table as 'learn_sessions')
    .selectAll()
    .where('learner_id', '=', learner)
    .where(key as 'id', '>', key === 'number' ? (Number(after) as never) : after)
    .orderBy(key as 'id')
    .limit(limit)
    .execute()
}

/** What blind spots rest on. */
export async function evidenceOf(db: Db, learner: string, spots: readonly string[]): Promise<EvidenceRow[]> {
  if (spots.length === 0) return []
  return db
    .selectFrom('learn_evidence')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('spot_id', 'in', spots)
    .orderBy('observation_id')
    .execute()
}

/** Adds rows where nothing stands in their place, and says how many. */
export async function addMissing(
  db: Db,
  learner: string,
  { table, rows }: { table: keyof LearnTables; rows: readonly AnyRow[] },
): Promise<number> {
  if (rows.length === 0) return 0
  const added = await db
    .insertInto(table as 'learn_sessions')
    .values(rows.map((row) => ({ ...row, learner_id: learner })) as never)
    .onConflict((conflict) => conflict.doNothing())
    .returning('learner_id')
    .execute()
  return added.length
}

/** Which of some ids are those of the learner's own rows. */
export async function ownIds(
  db: Db,
  learner: string,
  { table, ids }: { table: 'learn_sessions' | 'learn_observations' | 'learn_blind_spots'; ids: readonly string[] },
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom(table as 'learn_sessions')
    .select('id')
    .where('learner_id', '=', learner)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Sets the counters of sessions to what they hold. */
export async function recountSessions(db: Db, learner: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const held = (kind: string) =>
    sql<number>`(select count(*) from learn_observations where session_id = learn_sessions.id and kind = ${kind})`
  await db
    .updateTable('learn_sessions')
    .set({
      decisions: held('decision'),
      struggles: held('struggle'),
      completions: held('completion'),
      questions: held('question'),
      avoidances: held('avoidance'),
    })
    .where('learner_id', '=', learner)
    .where('id', 'in', [...new Set(ids)])
    .execute()
}
