import { type Kysely, sql } from 'kysely'
import type { NudgeRow } from './nudge-tables.ts'
import type { Place } from './spots.ts'
import type { BlindSpotRow, LearnTables, ReviewRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Deletes notes, their evidence with them. */
export async function deleteObservations(db: Db, learner: string, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('learn_observations').where('learner_id', '=', learner).where('id', 'in', ids).execute()
}

/** The blind spots that rest on notes. */
export async function spotsResting(db: Db, learner: string, observations: readonly string[]): Promise<BlindSpotRow[]> {
  return db
    .selectFrom('learn_blind_spots')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('id', 'in', (from) =>
      from.selectFrom('learn_evidence').select('spot_id').where('learner_id', '=', learner).where('observation_id', 'in', observations),
    )
    .execute()
}

/** Those of one theme, whatever they rest on. */
export async function spotsOfTheme(db: Db, learner: string, { about, domain, theme }: Place): Promise<BlindSpotRow[]> {
  return db
    .selectFrom('learn_blind_spots')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('theme', '=', theme)
    .execute()
}

/** Takes the words out of all nudges about blind spots, or of those alone that came from somewhere; one that waits for an answer waits no longer. */
export async function blankNudges(
  db: Db,
  learner: string,
  { spots, source, at }: { spots: readonly string[]; source?: NudgeRow['source']; at: string },
): Promise<void> {
  if (spots.length === 0) return
  let blanking = db
    .updateTable('learn_nudges')
    .set({ text: '', expired_at: sql<string | null>`case when answer is null then coalesce(expired_at, ${at}) else expired_at end` })
    .where('learner_id', '=', learner)
    .where('spot_id', 'in', spots)
  if (source) blanking = blanking.where('source', '=', source)
  await blanking.execute()
}

/** The narratives of reviews. */
export async function findNarratives(db: Db, learner: string): Promise<Pick<ReviewRow, 'id' | 'narrative'>[]> {
  return db
    .selectFrom('learn_reviews')
    .select(['id', 'narrative'])
    .where('learner_id', '=', learner)
    .where('narrative', 'is not', null)
    .execute()
}

export async function changeNarrative(db: Db, learner: string, { id, narrative }: Pick<ReviewRow, 'id' | 'narrative'>): Promise<void> {
  await db.updateTable('learn_reviews').set({ narrative }).where('learner_id', '=', learner).where('id', '=', id).execute()
}
