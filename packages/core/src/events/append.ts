import { type Actor, actorId } from '../actor.ts'
import type { JobInput } from '../jobs/job.ts'
import { deliveryKind } from '../jobs/kinds.ts'
import type { JobKind } from '../jobs/queue.ts'
import type { Module } from '../module.ts'
import { newUuid } from '../new-id.ts'
import { dialectOf, insertRows } from '../storage/index.ts'
import type { Database } from '../storage/storage.ts'
import type { EventInput } from './event.ts'
import { audienceText } from './log.ts'
import type { EventTables } from './tables.ts'

/** Who and what events come from. */
export interface Source {
  modules: readonly Module[]
  module: string
  actor: Actor | undefined
  traceId: string
  at: string
}

/** The jobs that carry events to one subscriber. */
interface Delivery {
  kind: JobKind
  jobs: JobInput[]
}

/** Writes events to the log and names the jobs that carry each to its subscribers. */
export async function appendEvents(db: Database<EventTables>, source: Source, events: readonly EventInput[]): Promise<Delivery[]> {
  await dialectOf(db).serializeEvents(db)
  const rows = events.map((event) => rowOf(source, event))
  await insertRows(db, 'core_events', rows)
  return source.modules.map((module) => deliveryTo(module, rows)).filter(({ jobs }) => jobs.length > 0)
}

function deliveryTo(module: Module, events: readonly { id: string; type: string }[]): Delivery {
  const kind = deliveryKind(module)
  const wanted = events.filter(({ type }) => module.on && Object.hasOwn(module.on, type))
  return { kind, jobs: wanted.map(({ id }) => ({ name: kind.name, payload: { event_id: id }, key: id })) }
}

function rowOf({ actor, at, module, traceId }: Source, event: EventInput) {
  return {
    // In order of time, so that the index on it grows at its end.
    id: newUuid(),
    at,
    type: event.type,
    module,
    entity: event.entity,
    actor_id: actor ? actorId(actor) : null,
    actor_name: actor?.agent?.name ?? actor?.member?.name ?? null,
    actor_role: actor?.role ?? null,
    key_id: actor?.key ?? null,
    before: json(event.before),
    after: json(event.after),
    audience: event.audience ? audienceText(event.audience) : null,
    task_id: event.task ?? null,
    trace_id: traceId,
  }
}

function json(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
