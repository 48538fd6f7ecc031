import { type EffectContext, LoopError } from 'loop-core'
import { setTenantStatus, type Tenant, type TenantStatus } from 'loop-core/accounts'
import type { z } from 'zod'
import { type TenantInFull, tenantInFullOf } from '../views/tenant.ts'
import { factsOf, requireAnyTenant } from './find.ts'

/** Changes who gets in, and tells the tenant's own log; false if it is so already. The status stands in the list of all tenants, so it is another transaction: it comes first, since who must not get in counts for more than its line in the log. */
export async function moveTenant(
  context: EffectContext,
  tenant: Tenant,
  { to, action }: { to: TenantStatus; action: string },
): Promise<boolean> {
  const changed = await setTenantStatus(context.door(), tenant.id, to)
  if (changed)
    await context.transactionIn(tenant.id, async ({ emit }) =>
      emit({ type: `tenant.${action}`, entity: tenant.id, before: { status: tenant.status }, after: { status: to } }),
    )
  return changed
}

/** Changes who gets in, for a superadmin who means exactly that. Throws `invalid_input` if it is so already. */
export async function turnTenant(context: EffectContext, id: string, to: 'active' | 'suspended'): Promise<z.output<typeof TenantInFull>> {
  const tenant = await requireAnyTenant(context.door(), id)
  const action = to === 'active' ? 'tenant_activated' : 'tenant_suspended'
  if (!(await moveTenant(context, tenant, { to, action }))) throw isSoAlready(to)
  return showTenant(context, id)
}

/** A tenant as it stands now. */
export async function showTenant(context: EffectContext, id: string): Promise<z.output<typeof TenantInFull>> {
  const all = context.door()
  return tenantInFullOf(await factsOf(all, await requireAnyTenant(all, id), context.now()))
}

function isSoAlready(status: string): LoopError {
  return new LoopError('invalid_input', `Tenant is already ${status}`, {
    code: `already_${status}`,
    hints: ['GET /api/v1/admin/tenants/:tenant_id shows how it stands.'],
  })
}
