import { localTenant } from '../accounts/identities.ts'
import { listTenants, type Tenant } from '../accounts/tenants.ts'
import type { Storage } from '../storage/storage.ts'

/** All tenants, and always that of a person alone, who may never have been listed. */
export async function allTenants(storage: Storage): Promise<Tenant[]> {
  const tenants = await listTenants(storage)
  if (tenants.some(({ id }) => id === localTenant)) return tenants
  return [{ id: localTenant, name: 'Local', status: 'active' }, ...tenants]
}
