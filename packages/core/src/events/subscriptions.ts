import type { Database } from '../storage/storage.ts'
import type { EventTables } from './tables.ts'

/** Who wants to hear of what: `subscriber` is the name of the module. */
export interface Subscription {
  subscriber: string
  types: readonly string[]
}

type Events = Database<EventTables>

/** Events of which a subscriber may not have heard, and whether there are more of them. */
export interface Missed {
  events: { id: string; type: string }[]
  more: boolean
}

const none: Missed = { events: [], more: false }

/** Whether a subscriber was served up to the end of the log. */
export async function isServed(db: Events, subscriber: string): Promise<boolean> {
  const served = await servedUpTo(db, subscriber)
  return served !== undefined && served >= (await lastNumber(db))
}

/**
 * Moves on the number up to which a subscriber was served, and gives at most `limit` events that lie between and were not delivered.
 *
 * One that is seen for the first time begins at the present. Numbers come in the order of commits, so nothing can appear behind it later.
 */
export async function takeMissed(db: Events, { subscriber, types }: Subscription, limit: number): Promise<Missed> {
  const until = await lastNumber(db)
  const served = await servedUpTo(db, subscriber)
  if (served === undefined) {
    await begin(db, subscriber, until)
    return none
  }
  const found = await undelivered(db, { subscriber, types, after: served, until, limit })
  const more = found.length === limit
  const moved = await moveOn(db, { subscriber, from: served, to: more ? Number(found.at(-1)!.seq) : until })
  return moved ? { events: found, more } : none
}

async function servedUpTo(db: Events, subscriber: string): Promise<number | undefined> {
  const row = await db.selectFrom('core_subscriptions').select('seq').where('subscriber', '=', subscriber).executeTakeFirst()
  return row && Number(row.seq)
}

async function lastNumber(db: Events): Promise<number> {
  const row = await db.selectFrom('core_events').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return Number(row?.seq ?? 0)
}

async function begin(db: Events, subscriber: string, seq: number): Promise<void> {
  const row = { subscriber, seq }
  await db
    .insertInto('core_subscriptions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

interface Gap extends Subscription {
  after: number
  until: number
  limit: number
}

function undelivered(db: Events, { subscriber, types, after, until, limit }: Gap) {
  return db
    .selectFrom('core_events')
    .select(['seq', 'id', 'type'])
    .where('seq', '>', after)
    .where('seq', '<=', until)
    .where('type', 'in', [...types])
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('core_deliveries')
            .select('event_id')
            .whereRef('core_deliveries.event_id', '=', 'core_events.id')
            .where('core_deliveries.subscriber', '=', subscriber),
        ),
      ),
    )
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** False if another process was faster. */
async function moveOn(db: Events, { subscriber, from, to }: { subscriber: string; from: number; to: number }): Promise<boolean> {
  const moved = await db
    .updateTable('core_subscriptions')
    .set({ seq: to })
    .where('subscriber', '=', subscriber)
    .where('seq', '=', from)
    .returning('seq')
    .execute()
  return moved.length > 0
}
