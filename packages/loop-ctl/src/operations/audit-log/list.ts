import { operation, text } from 'loop-core'
import { z } from 'zod'
import { CtlConfig } from '../../config.ts'
import { before, projectFilter, readInstant } from '../../filters.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import type { Speaking } from '../../references.ts'
import { countAudit, readAudit } from '../../storage/log.ts'
import { AuditRow, actorTypes, auditRowOf, nounOf, Pagination, paginationOf } from '../../views/audit.ts'

const word = text(255).optional()

const Filters = z.object({
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

export const listAudit = operation({
  name: 'list_audit',
  title: 'List audit trail',
  summary: 'Who changed what and when, newest first.',
  command: 'audit-log list',
  shortcut: 'audit',
  kind: 'read',
  roles: ['user'],
  rest: ['GET /api/v1/audit'],
  tool: false,
  input: Filters.extend(paging),
  output: z.object({ data: z.array(AuditRow), meta: PageMeta, pagination: Pagination }),
  async run(input, context) {
    const filter = await filterOf(context, input)
    const page = readPage(input, { style: 'page', size: 20, most: 100 })
    const events = await readAudit(context, { ...filter, limit: page.limit, offset: page.offset, newestFirst: true })
    const total = await countAudit(context, filter)
    return { data: events.map((event) => auditRowOf(event, context.actor)), meta: page.meta(total), pagination: paginationOf(page, total) }
  },
})

async function filterOf({ db, config }: Speaking, given: z.output<typeof Filters>) {
  const { entity_type, entity_id, action, actor_type, actor_id, project_id, to } = given
  const from = readInstant(given.from ?? given.since)
  return {
    entity: entity_id,
    entityType: entity_type && nounOf(entity_type),
    action,
    actor: actor_id,
    doer: (Object.keys(actorTypes) as (keyof typeof actorTypes)[]).find((doer) => actorTypes[doer] === actor_type),
    scope: await projectFilter(db, project_id ?? (config(CtlConfig).LOOPCTL_PROJECT || undefined)),
    since: from && before(from),
    until: readInstant(to),
  }
}
