import type { ExpressionBuilder, Kysely } from 'kysely'
import type { LearnTables, SignalRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Which command of which session of a client. */
export type SignalKey = Pick<SignalRow, 'client_session' | 'signature'>

type Values = Omit<SignalRow, 'learner_id' | keyof SignalKey>

export async function findSignal(db: Db, learner: string, { client_session, signature }: SignalKey): Promise<SignalRow | undefined> {
  return db
    .selectFrom('learn_signals')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('client_session', '=', client_session)
    .where('signature', '=', signature)
    .executeTakeFirst()
}

/** Adds one; false where it is there already. */
export async function addSignal(db: Db, learner: string, signal: SignalKey & Values): Promise<boolean> {
  const added = await db
    .insertInto('learn_signals')
    .values({ ...signal, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('signature')
    .execute()
  return added.length > 0
}

/** Changes one that is still as it was seen, or takes it away; false where it is not. */
export async function changeSignal(
  db: Db,
  learner: string,
  { seen, next }: { seen: SignalRow; next: Values | undefined },
): Promise<boolean> {
  const { client_session, signature, failures, last_at } = seen
  const asSeen = (where: ExpressionBuilder<LearnTables, 'learn_signals'>) =>
    where.and({ learner_id: learner, client_session, signature, failures, last_at })
  const changed = next
    ? await db.updateTable('learn_signals').set(next).where(asSeen).returning('signature').execute()
    : await db.deleteFrom('learn_signals').where(asSeen).returning('signature').execute()
  return changed.length > 0
}

/** Forgets those that were last heard of before a time. */
export async function forgetSignals(db: Db, learner: string, before: string): Promise<void> {
  await db.deleteFrom('learn_signals').where('learner_id', '=', learner).where('last_at', '<', before).execute()
}
