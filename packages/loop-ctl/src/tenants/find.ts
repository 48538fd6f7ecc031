import { type EffectContext, mapLimited } from 'loop-core'
import { findTenant, lastUseOfKeys, listTenants, readProfile, type Tenant, type TenantStatus } from 'loop-core/accounts'
import { notFound } from '../refusals.ts'
import { takeCensus } from '../storage/census.ts'
import { nameOf, type TenantFacts } from '../views/tenant.ts'

/** What sees all tenants. */
export type AllTenants = ReturnType<EffectContext['door']>

/** The tenant with this id, whatever its status. Throws `not_found`. */
export async function requireAnyTenant(all: AllTenants, id: string): Promise<Tenant> {
  const tenant = await findTenant(all, id)
  if (tenant === undefined) throw notFound('tenant')
  return tenant
}

/** The tenants of a status whose slug or name has these letters in it, by slug. The name is looked up among their own rows, where their people change it. */
export async function tenantsMatching(
  all: AllTenants,
  { status, search = '' }: { status?: TenantStatus; search?: string },
): Promise<Tenant[]> {
  const tenants = (await listTenants(all)).filter((tenant) => status === undefined || tenant.status === status)
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return tenants
  const found = await mapLimited(tenants, async (tenant) =>
    [tenant.id, await currentName(all, tenant)].some((name) => name.toLowerCase().includes(wanted)),
  )
  return tenants.filter((_, index) => found[index])
}

/** What its people call a tenant now. */
export async function currentName(all: AllTenants, tenant: Tenant): Promise<string> {
  return all.transaction(tenant.id, 'read', async (db) => nameOf(tenant, await readProfile(db)))
}

/** What there is to be known of a tenant. */
export async function factsOf(all: AllTenants, tenant: Tenant, now: Date): Promise<TenantFacts> {
  return all.transaction(tenant.id, 'read', async (db) => ({
    tenant,
    profile: await readProfile(db),
    census: await takeCensus(db, aDayBefore(now)),
    lastUse: await lastUseOfKeys(db),
  }))
}

/** Since when an agent must have been seen to count as one that works. */
export function aDayBefore(now: Date): string {
  return new Date(now.getTime() - 86_400_000).toISOString()
}
