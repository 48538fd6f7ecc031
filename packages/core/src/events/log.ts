import { type Selectable, sql } from 'kysely'
import type { Database } from '../storage/storage.ts'
import type { LoopEvent } from './event.ts'
import type { EventTables } from './tables.ts'

type Row = Selectable<EventTables['core_events']>

export interface EventQuery {
  entity?: string
  task?: string
  trace?: string
  types?: readonly string[]
  /** Only events after this number. */
  after?: number
  /** The id of the reader: events with an audience are left out for everybody else. */
  reader: string
  /** 1–500. */
  limit: number
  /** Newest first instead of oldest first. */
  newestFirst?: boolean
}

/** Reads the log in commit order; whoever keeps the last `seq` and asks again `after` it misses nothing. */
export async function readEvents(db: Database<EventTables>, query: EventQuery): Promise<LoopEvent[]> {
  let select = db.selectFrom('core_events').selectAll().limit(query.limit)
  select = select.orderBy('seq', query.newestFirst ? 'desc' : 'asc')
  if (query.entity !== undefined) select = select.where('entity', '=', query.entity)
  if (query.task !== undefined) select = select.where('task_id', '=', query.task)
  if (query.trace !== undefined) select = select.where('trace_id', '=', query.trace)
  if (query.types !== undefined) select = select.where('type', 'in', oneOf(query.types))
  if (query.after !== undefined) select = select.where('seq', '>', query.after)
  select = select.where((where) => where.or([where('audience', 'is', null), seenBy(query.reader)]))
  return (await select.execute()).map(eventOf)
}

/** How many events of some types happened since a time: for limits and statistics. */
export async function countEvents(db: Database<EventTables>, types: readonly string[], since: string): Promise<number> {
  const { count } = await db
    .selectFrom('core_events')
    .where('type', 'in', oneOf(types))
    .where('at', '>=', since)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Finds one event by its id. */
export async function findEvent(db: Database<EventTables>, id: string): Promise<LoopEvent | undefined> {
  const row = await db.selectFrom('core_events').selectAll().where('id', '=', id).executeTakeFirst()
  return row && eventOf(row)
}

function eventOf(row: Row): LoopEvent {
  return {
    seq: Number(row.seq),
    id: row.id,
    at: row.at,
    type: row.type,
    module: row.module,
    entity: row.entity,
    actor: row.actor_id === null ? null : { id: row.actor_id, role: row.actor_role ?? '', ...(row.actor_name && { name: row.actor_name }) },
    trace: row.trace_id,
    ...(row.before && { before: JSON.parse(row.before) }),
    ...(row.after && { after: JSON.parse(row.after) }),
    ...(row.task_id && { task: row.task_id }),
    ...(row.audience && { audience: row.audience.split('|').filter(Boolean).map(decodeURIComponent) }),
  }
}

/** No event has the empty type, and not every database takes an empty list. */
function oneOf(types: readonly string[]): string[] {
  return ['', ...types]
}

/** An audience is stored as `|a|b|`, so that one reader is found by a plain text search on any database; ids may hold a bar themselves. */
export function audienceText(audience: readonly string[]): string {
  return `|${audience.map((id) => `${encodeURIComponent(id)}|`).join('')}`
}

/** `replace` is the one text search for which no character of the id is special, on every database. */
function seenBy(reader: string) {
  return sql<boolean>`replace(audience, ${audienceText([reader])}, '') <> audience`
}
