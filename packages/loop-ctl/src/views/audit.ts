import { type Actor, type Doer, doerOf, type LoopEvent, labelOfDoer, text, time } from 'loop-core'
import { z } from 'zod'
import type { Page } from '../page.ts'

/** What the audit trail calls the sorts of doers. */
export const actorTypes = { key: 'api_key', person: 'human', superadmin: 'superadmin', system: 'system' } as const satisfies Record<
  Doer,
  string
>

/** The nouns that the audit trail names otherwise than the events do. */
const auditNouns: Readonly<Record<string, string>> = { key: 'api_key' }

/** The noun that events have for what the audit trail calls so. */
export function nounOf(entityType: string): string {
  return Object.keys(auditNouns).find((noun) => auditNouns[noun] === entityType) ?? entityType
}

const state = z.record(z.string(), z.unknown())

/** One row of the audit trail. */
export const AuditRow = z.object({
  id: text(64),
  project_id: text(64).nullable(),
  entity_type: z.string(),
  entity_id: z.string(),
  action: z.string(),
  actor_type: z.enum(['api_key', 'human', 'superadmin', 'system']),
  actor_id: z.string().nullable(),
  actor_label: z.string(),
  old_state: state.nullable(),
  new_state: state.nullable(),
  metadata: state,
  inserted_at: time(),
})

/** An event as the audit trail tells it to a reader. */
export function auditRowOf(event: LoopEvent, reader: Actor): z.output<typeof AuditRow> {
  const point = event.type.indexOf('.')
  const noun = event.type.slice(0, point)
  return {
    id: event.id,
    project_id: event.scope ?? null,
    entity_type: auditNouns[noun] ?? noun,
    entity_id: event.entity,
    action: event.type.slice(point + 1),
    actor_type: actorTypes[doerOf(event)],
    actor_id: event.actor?.id ?? null,
    actor_label: labelOfDoer(event, reader),
    old_state: event.before ?? null,
    new_state: event.after ?? null,
    metadata: { ...event.details, ...impersonationOf(event) },
    inserted_at: event.at,
  }
}

function impersonationOf({ impersonated, at }: LoopEvent): Record<string, unknown> {
  return impersonated ? { impersonated_by: impersonated.by, impersonated_at: at, effective_role: impersonated.role } : {}
}

/** Where a list stands in the whole, in the older words that clients of these lists know. */
export const Pagination = z.object({ total: z.int(), page: z.int(), page_size: z.int() }).meta({ id: 'Pagination' })

export function paginationOf({ limit, offset }: Page, total: number): z.output<typeof Pagination> {
  return { total, page: Math.floor(offset / limit) + 1, page_size: limit }
}
