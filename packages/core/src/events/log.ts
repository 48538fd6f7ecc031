import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Database } from '../storage/storage.ts'
import { type Doer, hasDoer } from './doer.ts'
import type { LoopEvent } from './event.ts'
import type { EventTables } from './tables.ts'

type Row = Selectable<EventTables['core_events']>

/** Which events are meant. */
export interface EventFilter {
  entity?: string
  /** What happened to this, and what happened to others and belongs to it as its task. */
  about?: string
  /** Only what happened through one of these modules. */
  modules?: readonly string[]
  /** Only what happened within this. */
  scope?: string
  task?: string
  trace?: string
  types?: readonly string[]
  /** The noun of the type: `story` means every type that begins with `story.`. */
  entityType?: string
  /** What stands behind the point of the type, such as `claimed`. */
  action?: string
  /** The id of who did it. */
  actor?: string
  /** Which sort of doer. */
  doer?: Doer
  /** Only events after this number. */
  after?: number
  /** Only events later than this time, not those of the time itself. */
  since?: string
  /** Only events up to this time, those of the time itself included. */
  until?: string
  /** The id of the reader: events with an audience are left out for everybody else. */
  reader: string
}

export interface EventQuery extends EventFilter {
  /** At least 1; whoever asks bounds it. */
  limit: number
  /** How many to pass over. */
  offset?: number
  /** Newest first instead of oldest first. */
  newestFirst?: boolean
}

/**
 * Reads the log in commit order; whoever keeps the last `seq` and asks again `after` it misses nothing.
 *
 * Where a time bounds it and no number does, it is in order of time: the same on one machine, and near it among several.
 */
export async function readEvents(db: Database<EventTables>, query: EventQuery): Promise<LoopEvent[]> {
  const direction = query.newestFirst ? 'desc' : 'asc'
  const byTime = query.after === undefined && (query.since !== undefined || query.until !== undefined)
  let select = matching(db, query).selectAll().limit(query.limit)
  if (query.offset) select = select.offset(query.offset)
  if (byTime) select = select.orderBy('at', direction)
  return (await select.orderBy('seq', direction).execute()).map(eventOf)
}

/** How many events a filter lets through. */
export async function countMatching(db: Database<EventTables>, filter: EventFilter): Promise<number> {
  const { count } = await matching(db, filter)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function matching(db: Database<EventTables>, filter: EventFilter) {
  const { entity, about, modules, scope, task, trace, types, actor, doer, after, since, until } = filter
  return db
    .selectFrom('core_events')
    .$if(entity !== undefined, (select) => select.where('entity', '=', entity!))
    .$if(about !== undefined, (select) => select.where((where) => where.or([where('entity', '=', about!), where('task_id', '=', about!)])))
    .$if(modules !== undefined, (select) => select.where('module', 'in', oneOf(modules!)))
    .$if(scope !== undefined, (select) => select.where('scope', '=', scope!))
    .$if(task !== undefined, (select) => select.where('task_id', '=', task!))
    .$if(trace !== undefined, (select) => select.where('trace_id', '=', trace!))
    .$if(types !== undefined, (select) => select.where('type', 'in', oneOf(types!)))
    .$if(actor !== undefined, (select) => select.where('actor_id', '=', actor!))
    .$if(doer !== undefined, (select) => select.where(hasDoer(doer!)))
    .$if(after !== undefined, (select) => select.where('seq', '>', after!))
    .$if(since !== undefined, (select) => select.where('at', '>', since!))
    .$if(until !== undefined, (select) => select.where('at', '<=', until!))
    .where((where) => where.and(partsOfType(filter)))
    .where((where) => where.or([where('audience', 'is', null), seenBy(filter.reader)]))
}

/** Written so that no index on the type serves it: sorting all events of a frequent noun takes longer than passing over the others. */
function partsOfType({ entityType, action }: EventFilter): RawBuilder<boolean>[] {
  if (entityType !== undefined && action !== undefined) return [sql<boolean>`type || '' = ${`${entityType}.${action}`}`]
  if (entityType !== undefined) return [sql<boolean>`substr(type, 1, ${lengthOf(entityType) + 1}) = ${`${entityType}.`}`]
  if (action !== undefined) return [sql<boolean>`substr(type, length(type) - ${lengthOf(action)}) = ${`.${action}`}`]
  return []
}

/** In characters, as databases count them. */
function lengthOf(text: string): number {
  return [...text].length
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
    ...doneBy(row),
    trace: row.trace_id,
    ...(row.scope !== null && { scope: row.scope }),
    ...(row.before && { before: JSON.parse(row.before) }),
    ...(row.after && { after: JSON.parse(row.after) }),
    ...(row.details && { details: JSON.parse(row.details) }),
    ...(row.task_id && { task: row.task_id }),
    ...(row.audience && { audience: row.audience.split('|').filter(Boolean).map(decodeURIComponent) }),
  }
}

function doneBy(row: Row): Pick<LoopEvent, 'actor' | 'key' | 'impersonated' | 'by'> {
  const role = row.actor_role ?? ''
  return {
    actor: row.actor_id === null ? null : { id: row.actor_id, role, ...(row.actor_name && { name: row.actor_name }) },
    ...(row.key_id !== null && { key: { id: row.key_id, ...(row.key_name !== null && { name: row.key_name }) } }),
    ...(row.impersonated_by !== null && { impersonated: { by: row.impersonated_by, role } }),
    ...(row.done_by !== null && { by: row.done_by }),
  }
}

/** Nothing in the log has the empty name, and not every database takes an empty list. */
function oneOf(names: readonly string[]): string[] {
  return ['', ...names]
}

/** An audience is stored as `|a|b|`, so that one reader is found by a plain text search on any database; ids may hold a bar themselves. */
export function audienceText(audience: readonly string[]): string {
  return `|${audience.map((id) => `${encodeURIComponent(id)}|`).join('')}`
}

/** `replace` is the one text search for which no character of the id is special, on every database. */
function seenBy(reader: string) {
  return sql<boolean>`replace(audience, ${audienceText([reader])}, '') <> audience`
}
