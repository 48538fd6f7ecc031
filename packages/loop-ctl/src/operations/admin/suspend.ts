import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { turnTenant } from '../../tenants/change.ts'
import { TenantInFull } from '../../views/tenant.ts'

export const adminSuspendTenant = operation({
  name: 'admin_suspend_tenant',
  title: 'Suspend a tenant',
  summary: 'Let nobody of a tenant in until it is activated again; its keys stay.',
  command: 'admin suspend',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['POST /api/v1/admin/tenants/:tenant_id/suspend'],
  tool: false,
  input: z.object({ tenant_id: field.reference }),
  output: z.object({ tenant: TenantInFull }),
  run: async ({ tenant_id }, context) => ({ tenant: await turnTenant(context, tenant_id, 'suspended') }),
})
