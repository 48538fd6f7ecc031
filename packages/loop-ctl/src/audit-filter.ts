import { text } from 'loop-core'
import { z } from 'zod'
import type { CtlDatabase } from './ctl.ts'
import { before, projectFilter, readInstant } from './filters.ts'
import { actorTypes, nounOf } from './views/audit.ts'

const word = text(255).optional()

/** What the audit trail can be asked for. */
export const AuditFilter = z.object({
  entity_type: word.describe('Such as story'),
  entity_id: word,
  action: word.describe('Such as verified'),
  actor_type: word.describe('api_key, human, superadmin or system'),
  actor_id: word,
  project_id: word,
  from: word.describe('The first moment, such as 2026-01-05T12:00:00Z'),
  since: word.describe('The same as from'),
  to: word.describe('The last moment'),
})

/** Which events of a log are meant. */
export async function auditFilterOf(db: CtlDatabase, given: z.output<typeof AuditFilter>) {
  const { entity_type, entity_id, action, actor_type, actor_id, project_id, to } = given
  const from = readInstant(given.from ?? given.since)
  return {
    entity: entity_id,
    entityType: entity_type && nounOf(entity_type),
    action,
    actor: actor_id,
    doer: (Object.keys(actorTypes) as (keyof typeof actorTypes)[]).find((doer) => actorTypes[doer] === actor_type),
    scope: await projectFilter(db, project_id),
    since: from && before(from),
    until: readInstant(to),
  }
}
