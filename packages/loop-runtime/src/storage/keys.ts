import type { RuntimeDatabase } from '../runtime.ts'
import type { KeyRow } from './tables.ts'

type Name = Pick<KeyRow, 'scope' | 'key'>

export async function findKey(db: RuntimeDatabase, { scope, key }: Name): Promise<KeyRow | undefined> {
  return db.selectFrom('runtime_keys').selectAll().where('scope', '=', scope).where('key', '=', key).executeTakeFirst()
}

/** Keeps a call under its key; one that was begun before and never answered begins anew. */
export async function keepKey(db: RuntimeDatabase, row: KeyRow): Promise<void> {
  const { scope, key, run_id, generation, at } = row
  const added = await db
    .insertInto('runtime_keys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute()
  if (added.length > 0) return
  await db.updateTable('runtime_keys').set({ run_id, generation, at }).where('scope', '=', scope).where('key', '=', key).execute()
}

export async function answerKey(db: RuntimeDatabase, { scope, key }: Name, answer: string): Promise<void> {
  await db
    .updateTable('runtime_keys')
    .set({ answer })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('answer', 'is', null)
    .execute()
}
