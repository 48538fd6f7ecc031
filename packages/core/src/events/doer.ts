import { type RawBuilder, sql } from 'kysely'
import { type Actor, actorId } from '../actor.ts'
import type { LoopEvent } from './event.ts'

/** Which sort of doer stands behind an event: somebody's key, a person at their own machine, a superadmin, or the system itself. */
export const doers = ['key', 'person', 'superadmin', 'system'] as const
export type Doer = (typeof doers)[number]

/** Begins the name of somebody who has no key yet, such as `human:webauthn`. */
const person = 'human:'
const isNewPerson = sql`coalesce(done_by, '') like ${`${person}%`}`

/** Which sort of doer an event has. */
export function doerOf({ actor, by, key, impersonated }: LoopEvent): Doer {
  if (actor === null) return by?.startsWith(person) ? 'person' : 'system'
  if (impersonated !== undefined || actor.role === 'superadmin') return 'superadmin'
  return key === undefined ? 'person' : 'key'
}

const conditions: Record<Doer, RawBuilder<boolean>> = {
  system: sql`(actor_id is null and not ${isNewPerson})`,
  superadmin: sql`(impersonated_by is not null or actor_role = 'superadmin')`,
  person: sql`(${isNewPerson} or (actor_id is not null and key_id is null and impersonated_by is null and actor_role <> 'superadmin'))`,
  key: sql`(key_id is not null and actor_role <> 'superadmin')`,
}

/** The same as {@link doerOf}, as a condition on the rows of the log. */
export function hasDoer(doer: Doer): RawBuilder<boolean> {
  return conditions[doer]
}

/** Names the doer of an event for a reader: the role with the name of the key, the part of the system, or the superadmin in whose place they stood. */
export function labelOfDoer(event: LoopEvent, reader: Actor): string {
  const { actor, by, impersonated, key } = event
  if (impersonated !== undefined) return `superadmin:impersonating:${reader.tenant}`
  if (actor === null) return by ?? 'system'
  return `${actor.role}:${key?.name ?? actor.name ?? actor.id}`
}

/** The same label of whoever acts now, for rows that keep who made them; of a superadmin the one that the people in whose place they stand see. */
export function labelOfActor(actor: Actor): string {
  const { impersonator, tenant, role, keyName, agent, member } = actor
  if (impersonator !== undefined) return `superadmin:impersonating:${tenant}`
  return `${role}:${keyName ?? agent?.name ?? member?.name ?? actorId(actor)}`
}
