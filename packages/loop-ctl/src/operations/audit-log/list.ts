import { operation } from 'loop-core'
import { z } from 'zod'
import { AuditFilter, auditFilterOf } from '../../audit-filter.ts'
import { CtlConfig } from '../../config.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { countAudit, readAudit } from '../../storage/log.ts'
import { AuditRow, auditRowOf, Pagination, paginationOf } from '../../views/audit.ts'

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
  input: AuditFilter.extend(paging),
  output: z.object({ data: z.array(AuditRow), meta: PageMeta, pagination: Pagination }),
  async run(input, context) {
    const project_id = input.project_id ?? (context.config(CtlConfig).LOOPCTL_PROJECT || undefined)
    const filter = await auditFilterOf(context.db, { ...input, project_id })
    const page = readPage(input, { style: 'page', size: 20, most: 100 })
    const events = await readAudit(context, { ...filter, limit: page.limit, offset: page.offset, newestFirst: true })
    const total = await countAudit(context, filter)
    return { data: events.map((event) => auditRowOf(event, context.actor)), meta: page.meta(total), pagination: paginationOf(page, total) }
  },
})
