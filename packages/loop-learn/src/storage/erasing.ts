import { type Kysely, sql } from 'kysely'
import { newLearner } from './learners.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** All that holds rows of a learner but the profile; what names others stands before them. */
const tables = [
  'learn_evidence',
  'learn_spot_changes',
  'learn_cards',
  'learn_wordings',
  'learn_blind_spots',
  'learn_nudges',
  'learn_observations',
  'learn_sessions',
  'learn_forecasts',
  'learn_reviews',
  'learn_signals',
  'learn_mode_changes',
  'learn_model_calls',
  'learn_model_usage',
] as const satisfies readonly (keyof LearnTables)[]

/** Deletes every row of a learner but the profile, and says how many there were by table. */
export async function deleteEverything(db: Db, learner: string): Promise<Record<(typeof tables)[number], number>> {
  const counts: [string, number][] = []
  for (const table of tables) {
    const { numDeletedRows } = await db.deleteFrom(table).where('learner_id', '=', learner).executeTakeFirst()
    counts.push([table, Number(numDeletedRows)])
  }
  return Object.fromEntries(counts) as Record<(typeof tables)[number], number>
}

/** Sets a profile back to its defaults; jobs that were begun before see by the generation that nothing of theirs is wanted. */
export async function emptyProfile(db: Db, learner: string, at: string): Promise<void> {
  const { id: _, generation: __, ...defaults } = newLearner(learner, at)
  await db
    .updateTable('learn_learners')
    .set({ ...defaults, generation: sql<number>`generation + 1` })
    .where('id', '=', learner)
    .execute()
}
