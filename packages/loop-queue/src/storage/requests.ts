import type { Updateable } from 'kysely'
import type { Database } from 'loop-core'
import type { QueueTables, RequestRow } from './tables.ts'

type Key = Pick<RequestRow, 'workspace_id' | 'identity' | 'operation' | 'key'>

/** Takes a key for a call; false where an earlier call has it. A call at the same moment is waited for. */
export async function takeKey(db: Database<QueueTables>, request: RequestRow): Promise<boolean> {
  const row = await db
    .insertInto('queue_requests')
    .values(request)
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function findRequest(db: Database<QueueTables>, key: Key): Promise<RequestRow | undefined> {
  return whereKey(db.selectFrom('queue_requests').selectAll(), key).executeTakeFirst()
}

/** Takes a key anew for a call, as long as it still stands for an earlier result. */
export async function renewKey(
  db: Database<QueueTables>,
  request: RequestRow,
  { id, generation }: { id: string; generation?: number },
): Promise<boolean> {
  const renewed = await whereKey(db.updateTable('queue_requests').set(request), request)
    .where('result_id', '=', id)
    .where((where) => (generation === undefined ? where('generation', 'is', null) : where('generation', '=', generation)))
    .returning('key')
    .executeTakeFirst()
  return renewed !== undefined
}

export async function updateRequest(db: Database<QueueTables>, key: Key, changes: Updateable<RequestRow>): Promise<void> {
  await whereKey(db.updateTable('queue_requests').set(changes), key).execute()
}

export async function deleteRequest(db: Database<QueueTables>, key: Key): Promise<void> {
  await whereKey(db.deleteFrom('queue_requests'), key).execute()
}

function whereKey<Query extends { where(column: keyof Key, operator: '=', value: string): Query }>(query: Query, key: Key): Query {
  const { workspace_id, identity, operation } = key
  return query
    .where('workspace_id', '=', workspace_id)
    .where('identity', '=', identity)
    .where('operation', '=', operation)
    .where('key', '=', key.key)
}
