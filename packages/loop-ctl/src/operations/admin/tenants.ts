import { mapLimited, operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { factsOf, tenantsMatching } from '../../tenants/find.ts'
import { TenantLine, tenantInFullOf, tenantStatuses } from '../../views/tenant.ts'

export const adminListTenants = operation({
  name: 'admin_list_tenants',
  title: 'List tenants',
  summary: 'The tenants there are, by slug, with how much each has.',
  command: 'admin tenants',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['GET /api/v1/admin/tenants'],
  tool: false,
  input: z.object({
    status: field.word(tenantStatuses),
    search: text(255).optional().describe('Part of the name or slug'),
    ...paging,
  }),
  output: z.object({ data: z.array(TenantLine), meta: PageMeta }),
  async run({ status, search, ...pages }, { door, now }) {
    const { limit, offset, meta } = readPage(pages, { style: 'page', size: 20, most: 100 })
    const found = await tenantsMatching(door(), { status, search })
    const facts = await mapLimited(found.slice(offset, offset + limit), (tenant) => factsOf(door(), tenant, now()))
    return { data: facts.map(tenantInFullOf), meta: meta(found.length) }
  },
})
