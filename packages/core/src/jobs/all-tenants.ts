import { localTenant } from '../accounts/identities.ts'
import { listTenants, type Tenant } from '../accounts/tenants.ts'
import type { Storage } from '../storage/storage.ts'

/** All tenants, and always that of a person alone, who may never have been listed. */
export async function allTenants(storage: Storage): Promise<Pick<Tenant, 'id' | 'status'>[]> {
  const tenants = await listTenants(storage)
  if (tenants.some(({ id }) => id === localTenant)) return tenants
  return [{ id: localTenant, status: 'active' }, ...tenants]
}
