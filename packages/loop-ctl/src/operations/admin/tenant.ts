import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { showTenant } from '../../tenants/change.ts'
import { TenantInFull } from '../../views/tenant.ts'

export const adminGetTenant = operation({
  name: 'admin_get_tenant',
  title: 'Get a tenant',
  summary: 'One tenant, with its settings, how much it has, and when it was last used.',
  command: 'admin tenant',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['GET /api/v1/admin/tenants/:tenant_id'],
  tool: false,
  input: z.object({ tenant_id: field.reference }),
  output: z.object({ tenant: TenantInFull }),
  run: async ({ tenant_id }, context) => ({ tenant: await showTenant(context, tenant_id) }),
})
