import { type Actor, actorId } from '../actor.ts'
import type { JobInput } from '../jobs/job.ts'
import { deliveryJob, deliveryKind } from '../jobs/kinds.ts'
import type { JobKind } from '../jobs/queue.ts'
import type { Module } from '../module.ts'
import { newUuid } from '../new-id.ts'
import { dialectOf } from '../storage/dialect.ts'
import { insertRows } from '../storage/insert.ts'
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
  clock: () => Date
}

/** The jobs that carry events to one subscriber. */
interface Delivery {
  kind: JobKind
  jobs: JobInput[]
}

/**
 * Writes events to the log and names the jobs that carry each to its subscribers.
 *
 * The time is that of the clock behind the lock, so that on one machine times never run against the order of the numbers.
 */
export async function appendEvents(db: Database<EventTables>, source: Source, events: readonly EventInput[]): Promise<Delivery[]> {
  await dialectOf(db).serializeEvents(db)
  const at = source.clock().toISOString()
  const rows = events.map((event) => rowOf({ ...source, at }, event))
  await insertRows(db, 'core_events', rows)
  return source.modules.map((module) => deliveryTo(module, rows)).filter(({ jobs }) => jobs.length > 0)
}

function deliveryTo(module: Module, events: readonly { id: string; type: string }[]): Delivery {
  const kind = deliveryKind(module)
  const wanted = events.filter(({ type }) => module.on && Object.hasOwn(module.on, type))
  return { kind, jobs: wanted.map(({ id }) => deliveryJob(kind, id)) }
}

function rowOf({ actor, at, module, traceId }: Source & { at: string }, event: EventInput) {
  return {
    // In order of time, so that the index on it grows at its end.
    id: newUuid(),
    at,
    type: event.type,
    module,
    entity: event.entity,
    scope: event.scope ?? null,
    ...doerOf(event.by === undefined ? actor : undefined),
    done_by: event.by ?? null,
    before: json(event.before),
    after: json(event.after),
    details: json(event.details),
    audience: event.audience ? audienceText(event.audience) : null,
    task_id: event.task ?? null,
    trace_id: traceId,
  }
}

function doerOf(actor: Actor | undefined) {
  return {
    actor_id: actor ? actorId(actor) : null,
    actor_name: actor?.agent?.name ?? actor?.member?.name ?? null,
    actor_role: actor?.role ?? null,
    key_id: actor?.key ?? null,
    key_name: actor?.keyName ?? null,
    impersonated_by: actor?.impersonator?.key ?? null,
  }
}

function json(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
