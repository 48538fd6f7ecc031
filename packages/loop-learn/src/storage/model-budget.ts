import { type Kysely, sql } from 'kysely'
import type { CallOutcome } from '../model/words.ts'
import type { ModelCallRow } from './model-tables.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Counts one call and its tokens before it is made; false where that is more than a day allows. */
export async function reserveUse(
  db: Db,
  learner: string,
  { day, tokens, limits }: { day: string; tokens: number; limits: { tokens: number; calls: number } },
): Promise<boolean> {
  await db
    .insertInto('learn_model_usage')
    .values({ learner_id: learner, day, tokens: 0, calls: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const reserved = await db
    .updateTable('learn_model_usage')
    .set({ tokens: sql<number>`tokens + ${tokens}`, calls: sql<number>`calls + 1` })
    .where('learner_id', '=', learner)
    .where('day', '=', day)
    .where('tokens', '<=', limits.tokens - tokens)
    .where('calls', '<', limits.calls)
    .returning('day')
    .execute()
  return reserved.length > 0
}

/** Takes tokens from what is counted, and calls where they were never made; fewer than none adds. */
export async function giveBackUse(
  db: Db,
  learner: string,
  { day, tokens, calls = 0 }: { day: string; tokens: number; calls?: number },
): Promise<void> {
  await db
    .updateTable('learn_model_usage')
    .set({ tokens: sql<number>`tokens - ${tokens}`, calls: sql<number>`calls - ${calls}` })
    .where('learner_id', '=', learner)
    .where('day', '=', day)
    .execute()
}

export async function addCall(db: Db, learner: string, call: Omit<ModelCallRow, 'learner_id'>): Promise<void> {
  await db
    .insertInto('learn_model_calls')
    .values({ ...call, learner_id: learner })
    .execute()
}

type End = Pick<ModelCallRow, 'settled_at' | 'input_tokens' | 'output_tokens' | 'kept' | 'dropped'> & { outcome: CallOutcome }

/** Writes down how a call ended; undefined where it has ended already. */
export async function endCall(db: Db, learner: string, { id, ...end }: End & { id: string }): Promise<ModelCallRow | undefined> {
  const [ended] = await db
    .updateTable('learn_model_calls')
    .set(end)
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .returningAll()
    .execute()
  return ended
}

/** Declares void all calls that began before a time and never ended. */
export async function voidCalls(db: Db, learner: string, { before, at }: { before: string; at: string }): Promise<ModelCallRow[]> {
  return db
    .updateTable('learn_model_calls')
    .set({ outcome: 'void', settled_at: at })
    .where('learner_id', '=', learner)
    .where('called_at', '<', before)
    .where('outcome', 'is', null)
    .returningAll()
    .execute()
}

/** Forgets calls and days before a time. */
export async function forgetCalls(db: Db, learner: string, before: string): Promise<void> {
  await db.deleteFrom('learn_model_calls').where('learner_id', '=', learner).where('called_at', '<', before).execute()
  await db.deleteFrom('learn_model_usage').where('learner_id', '=', learner).where('day', '<', before.slice(0, 10)).execute()
}

/** Says whether the person's own key works; not of another one that they have set meanwhile. */
export async function markKey(
  db: Db,
  learner: string,
  { ciphertext, status }: { ciphertext: string; status: 'ok' | 'rejected' },
): Promise<void> {
  await db
    .updateTable('learn_learners')
    .set({ key_status: status })
    .where('id', '=', learner)
    .where('key_ciphertext', '=', ciphertext)
    .execute()
}
