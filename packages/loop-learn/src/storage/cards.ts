import { type Kysely, sql } from 'kysely'
import { activeStates, type SpotState } from '../words.ts'
import type { CardRow } from './nudge-tables.ts'
import type { BlindSpotRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Adds a card to a blind spot; false where it has one already. */
export async function addCard(db: Db, learner: string, card: Pick<CardRow, 'spot_id'> & Partial<CardRow> & Schedule): Promise<boolean> {
  const added = await db
    .insertInto('learn_cards')
    .values({ ...blank, ...card, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('spot_id')
    .execute()
  return added.length > 0
}

type Schedule = Omit<CardRow, 'spot_id' | 'learner_id' | keyof typeof blank>

const blank = { snoozed_until: null, paused_until: null, ignored_in_a_row: 0, same_in_a_row: 0, variant: 0 }

export async function findCard(db: Db, learner: string, spot: string): Promise<CardRow | undefined> {
  return db.selectFrom('learn_cards').selectAll().where('learner_id', '=', learner).where('spot_id', '=', spot).executeTakeFirst()
}

/** Writes what a rating made of a card; false where another rating came before. */
export async function rateCard(
  db: Db,
  learner: string,
  { spot, reps, ...change }: { spot: string; reps: number } & { to: Partial<CardRow> },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('learn_cards')
    .set(change.to)
    .where('learner_id', '=', learner)
    .where('spot_id', '=', spot)
    .where('reps', '=', reps)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Writes what is no rating: pauses, and when it is due because the blind spot moved. */
export async function changeCard(db: Db, learner: string, { spot, ...change }: { spot: string } & Partial<CardRow>): Promise<void> {
  await db.updateTable('learn_cards').set(change).where('learner_id', '=', learner).where('spot_id', '=', spot).execute()
}

/** A card with the blind spot that it belongs to. */
export type SpotCard = CardRow &
  Pick<BlindSpotRow, 'detector' | 'domain' | 'label' | 'severity' | 'confidence' | 'support_count' | 'first_seen_at' | 'last_seen_at'> & {
    spot_state: SpotState
    /** The delivery that waits for an answer. */
    open: string | null
  }

/** The cards of all active blind spots. */
export async function activeCards(db: Db, learner: string): Promise<SpotCard[]> {
  return db
    .selectFrom('learn_cards as card')
    .innerJoin('learn_blind_spots as spot', 'spot.id', 'card.spot_id')
    .leftJoin('learn_nudges as open', (join) =>
      join.onRef('open.spot_id', '=', 'card.spot_id').on('open.answer', 'is', null).on('open.expired_at', 'is', null),
    )
    .selectAll('card')
    .select(['spot.detector', 'spot.domain', 'spot.label', 'spot.state as spot_state', 'spot.severity', 'spot.confidence'])
    .select(['spot.support_count', 'spot.first_seen_at', 'spot.last_seen_at', 'open.id as open'])
    .where('card.learner_id', '=', learner)
    .where('spot.state', 'in', activeStates)
    .execute()
}

/** Counts an ignored delivery, or one without effect; the third in a row pauses the blind spot and turns to the other text. */
export async function countInARow(
  db: Db,
  learner: string,
  { spot, counter, until }: { spot: string; counter: 'ignored_in_a_row' | 'same_in_a_row'; until: string },
): Promise<void> {
  const third = sql<boolean>`${sql.ref(counter)} >= 2`
  await db
    .updateTable('learn_cards')
    .set({
      paused_until: sql<string | null>`case when ${third} then ${until} else paused_until end`,
      variant: sql<number>`case when ${third} then 1 - variant else variant end`,
      [counter]: sql<number>`case when ${third} then 0 else ${sql.ref(counter)} + 1 end`,
    })
    .where('learner_id', '=', learner)
    .where('spot_id', '=', spot)
    .execute()
}
