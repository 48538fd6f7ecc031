import type { Kysely } from 'kysely'
import type { Threshold } from '../words.ts'
import type { WordingRow } from './model-tables.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Keeps a model's words for the next nudge about a blind spot, in the place of older ones. */
export async function putWording(db: Db, learner: string, wording: Omit<WordingRow, 'learner_id'>): Promise<void> {
  const { mode, text, worded_at } = wording
  await db
    .insertInto('learn_wordings')
    .values({ ...wording, learner_id: learner })
    .onConflict((conflict) => conflict.columns(['spot_id']).doUpdateSet({ mode, text, worded_at }))
    .execute()
}

/** Takes the words for a blind spot away to be said once; undefined where there are none for this mode. */
export async function takeWording(db: Db, learner: string, { spot, mode }: { spot: string; mode: Threshold }): Promise<string | undefined> {
  const [taken] = await db
    .deleteFrom('learn_wordings')
    .where('learner_id', '=', learner)
    .where('spot_id', '=', spot)
    .where('mode', '=', mode)
    .returning('text')
    .execute()
  return taken?.text
}

/** Forgets the words for some blind spots, since they may quote a note. */
export async function forgetWordings(db: Db, learner: string, spots: readonly string[]): Promise<void> {
  if (spots.length === 0) return
  await db.deleteFrom('learn_wordings').where('learner_id', '=', learner).where('spot_id', 'in', spots).execute()
}
