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

interface Delivery {
  kind: JobKind
  job: JobInput
}

/** Writes events to the log in one statement and names the jobs that carry each to its subscribers. */
export async function appendEvents(db: Database<EventTables>, source: Source, events: readonly EventInput[]): Promise<Delivery[]> {
  await dialectOf(db).serializeEvents(db)
  const rows = events.map((event) => rowOf(source, event))
  await insertRows(db, 'core_events', rows)
  return rows.flatMap(({ id, type }) => deliveriesOf(source.modules, type, id))
}

function deliveriesOf(modules: readonly Module[], type: string, eventId: string): Delivery[] {
  const subscribers = modules.filter((module) => module.on && Object.hasOwn(module.on, type))
  return subscribers.map((module) => ({
    kind: deliveryKind(module),
    job: { name: deliveryKind(module).name, payload: { event_id: eventId }, key: eventId },
  }))
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
