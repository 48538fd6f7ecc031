import { mapLimited, operation, text } from 'loop-core'
import { listTenants } from 'loop-core/accounts'
import { z } from 'zod'
import { AuditFilter } from '../../audit-filter.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { auditsOf, requireNear, rowsOf, TenantAuditRow } from '../../tenants/audit.ts'
import { newestOf } from '../../tenants/newest.ts'
import { Pagination, paginationOf } from '../../views/audit.ts'

export const adminListAudit = operation({
  name: 'admin_list_audit',
  title: 'List the audit trails of all tenants',
  summary: 'Who changed what and when, over all tenants, newest first.',
  command: 'admin audit',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['GET /api/v1/admin/audit'],
  tool: false,
  input: AuditFilter.extend({ tenant_id: text(255).optional(), ...paging }),
  output: z.object({ data: z.array(TenantAuditRow), meta: PageMeta, pagination: Pagination }),
  async run({ tenant_id, ...input }, context) {
    const page = readPage(input, { style: 'page', size: 20, most: 100 })
    requireNear(page)
    const tenants = (await listTenants(context.door())).filter(({ id }) => tenant_id === undefined || id === tenant_id)
    const audits = auditsOf(context, tenants, input)
    const counts = await mapLimited(audits, ({ count }) => count())
    const total = counts.reduce((sum, count) => sum + count, 0)
    const lines = await newestOf(
      audits.map(({ read }) => read),
      page,
    )
    return { data: await rowsOf(context, lines), meta: page.meta(total), pagination: paginationOf(page, total) }
  },
})
