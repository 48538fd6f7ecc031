import { type Kysely, sql } from 'kysely'
import { activeStates } from '../words.ts'
import type { NudgeRow } from './nudge-tables.ts'
import type { LearnerRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Takes the turn to deliver, seen as the profile has it; false where somebody else took it meanwhile. */
export async function takeTurn(
  db: Db,
  seen: Pick<LearnerRow, 'id' | 'nudge_day' | 'nudge_count'>,
  { day, at }: { day: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('learn_learners')
    .set({ nudge_day: day, nudge_count: seen.nudge_day === day ? seen.nudge_count + 1 : 1, last_nudge_at: at })
    .where('id', '=', seen.id)
    .where(sql`coalesce(nudge_day, '')`, '=', seen.nudge_day ?? '')
    .where('nudge_count', '=', seen.nudge_count)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Adds a delivery; false where the blind spot has one that waits for its answer. */
export async function addNudge(db: Db, learner: string, nudge: Omit<NudgeRow, 'learner_id' | keyof typeof unanswered>): Promise<boolean> {
  const added = await db
    .insertInto('learn_nudges')
    .values({ ...unanswered, ...nudge, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

const unanswered = { answer: null, answered_at: null, note: null, expired_at: null, supported_at: null, effect: null }

export async function findNudge(db: Db, learner: string, id: string): Promise<NudgeRow | undefined> {
  return nudgesOf(db, learner).where('id', '=', id).executeTakeFirst()
}

/** The last delivery since a time that waits for its answer, unless its blind spot is not active any more. */
export async function findWaiting(db: Db, learner: string, since: string): Promise<NudgeRow | undefined> {
  const active = db.selectFrom('learn_blind_spots').select('id').where('learner_id', '=', learner).where('state', 'in', activeStates)
  return waitingOf(db, learner)
    .where('delivered_at', '>', since)
    .where((where) => where.or([where('starter', 'is not', null), where('spot_id', 'in', active)]))
    .orderBy('delivered_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/** Those delivered until a time that wait for their answer, the oldest first. */
export async function findIgnored(db: Db, learner: string, until: string): Promise<NudgeRow[]> {
  return waitingOf(db, learner).where('delivered_at', '<=', until).orderBy('delivered_at').orderBy('id').execute()
}

/** Writes down an answer; undefined where there is one already. */
export async function answerOnce(
  db: Db,
  learner: string,
  { id, ...answer }: Pick<NudgeRow, 'id' | 'answer' | 'answered_at' | 'note'>,
): Promise<NudgeRow | undefined> {
  const [answered] = await db
    .updateTable('learn_nudges')
    .set(answer)
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('answer', 'is', null)
    .returningAll()
    .execute()
  return answered
}

/** Closes a delivery without an answer; false where it is closed already. */
export async function closeNudge(db: Db, learner: string, { id, at }: { id: string; at: string }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('learn_nudges')
    .set({ expired_at: at })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('expired_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Closes what waits for an answer about a blind spot. */
export async function closeWaiting(db: Db, learner: string, { spot, at }: { spot: string; at: string }): Promise<void> {
  await db
    .updateTable('learn_nudges')
    .set({ expired_at: at })
    .where('learner_id', '=', learner)
    .where('spot_id', '=', spot)
    .where('answer', 'is', null)
    .where('expired_at', 'is', null)
    .execute()
}

/** Marks the deliveries before the last support of a blind spot, each once; how many there were. */
export async function markSupported(db: Db, learner: string, { spot, at }: { spot: string; at: string }): Promise<number> {
  const seen = db.selectFrom('learn_blind_spots').select('last_seen_at').where('learner_id', '=', learner).where('id', '=', spot)
  const { numUpdatedRows } = await db
    .updateTable('learn_nudges')
    .set({ supported_at: at })
    .where('learner_id', '=', learner)
    .where('spot_id', '=', spot)
    .where('supported_at', 'is', null)
    .where('delivered_at', '<', seen)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Those about blind spots that were delivered until a time and whose effect nobody has judged, the oldest first. */
export async function findUnjudged(db: Db, learner: string, until: string): Promise<NudgeRow[]> {
  return nudgesOf(db, learner)
    .where('spot_id', 'is not', null)
    .where('effect', 'is', null)
    .where('delivered_at', '<=', until)
    .orderBy('delivered_at')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** Writes down the effect of a delivery; false where somebody has. */
export async function judgeOnce(db: Db, learner: string, { id, effect }: Pick<NudgeRow, 'id' | 'effect'>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('learn_nudges')
    .set({ effect })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('effect', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** When each starter question was last put since a time. */
export async function startersSince(db: Db, learner: string, since: string): Promise<Pick<NudgeRow, 'starter' | 'delivered_at'>[]> {
  return db
    .selectFrom('learn_nudges')
    .select(['starter', 'delivered_at'])
    .where('learner_id', '=', learner)
    .where('delivered_at', '>', since)
    .where('starter', 'is not', null)
    .orderBy('delivered_at')
    .execute()
}

function waitingOf(db: Db, learner: string) {
  return nudgesOf(db, learner).where('answer', 'is', null).where('expired_at', 'is', null)
}

function nudgesOf(db: Db, learner: string) {
  return db.selectFrom('learn_nudges').selectAll().where('learner_id', '=', learner)
}
