import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { turnTenant } from '../../tenants/change.ts'
import { TenantInFull } from '../../views/tenant.ts'

export const adminActivateTenant = operation({
  name: 'admin_activate_tenant',
  title: 'Activate a tenant',
  summary: 'Let the people of a tenant in again.',
  command: 'admin activate',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['POST /api/v1/admin/tenants/:tenant_id/activate'],
  tool: false,
  input: z.object({ tenant_id: field.reference }),
  output: z.object({ tenant: TenantInFull }),
  run: async ({ tenant_id }, context) => ({ tenant: await turnTenant(context, tenant_id, 'active') }),
})
