import { operation } from 'loop-core'
import { z } from 'zod'
import { editProfile } from '../../changes/profile.ts'
import * as field from '../../fields.ts'
import { givenProfile } from '../../settings.ts'
import { moveTenant, showTenant } from '../../tenants/change.ts'
import { requireAnyTenant } from '../../tenants/find.ts'
import { TenantInFull } from '../../views/tenant.ts'

export const adminUpdateTenant = operation({
  name: 'admin_update_tenant',
  title: 'Update a tenant',
  summary: 'Change name, e-mail, status or settings of a tenant; settings that are not named stay as they are.',
  command: 'admin update-tenant',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['PATCH /api/v1/admin/tenants/:tenant_id'],
  tool: false,
  input: z.object({
    tenant_id: field.reference,
    ...givenProfile,
    status: z.enum(['active', 'suspended', 'deactivated']).optional().describe('Only the people of an active one get in'),
  }),
  output: z.object({ tenant: TenantInFull }),
  async run({ tenant_id, status, ...change }, context) {
    const tenant = await requireAnyTenant(context.door(), tenant_id)
    await context.transactionIn(tenant_id, async (inside) => {
      const { changes } = await editProfile(inside, change)
      if (changes) inside.emit({ type: 'tenant.tenant_updated', entity: tenant_id, ...changes })
    })
    if (status !== undefined) await moveTenant(context, tenant, { to: status, action: 'tenant_updated' })
    return { tenant: await showTenant(context, tenant_id) }
  },
})
