import { LoopError } from '../error.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { checkTenant } from '../storage/tenant.ts'
import { localTenant } from './identities.ts'
import { insertLocalPeople } from './local-people.ts'
import type { DirectoryTables } from './tables.ts'
import { keyTag } from './token.ts'

export interface Tenant {
  id: string
  name: string
  status: 'active' | 'suspended'
}

/** Adds a tenant; throws `conflict tenant_exists` if the id is taken. */
export async function createTenant(storage: Storage, tenant: { id: string; name: string }, now: Date): Promise<void> {
  checkTenant(tenant.id)
  const added = await storage.directory('write', (db) => insertTenant(db, tenant, now))
  if (!added) throw new LoopError('conflict', `There is already a tenant ${tenant.id}. Choose another id.`, { code: 'tenant_exists' })
}

/** Suspends or reactivates a tenant; a suspended one's keys are refused from the next request on. Throws `not_found`. */
export async function setTenantStatus(storage: Storage, id: string, status: Tenant['status']): Promise<void> {
  const changed = await storage.directory('write', (db: Database<DirectoryTables>) =>
    db.updateTable('core_tenants').set({ status }).where('id', '=', id).returning('id').execute(),
  )
  if (changed.length === 0) throw new LoopError('not_found', 'There is no such tenant.', { code: 'tenant_not_found' })
}

/** All tenants, by id. */
export async function listTenants(storage: Storage): Promise<Tenant[]> {
  return storage.directory('read', (db: Database<DirectoryTables>) =>
    db.selectFrom('core_tenants').select(['id', 'name', 'status']).orderBy('id').execute(),
  )
}

/** The tenant whose keys end in this tag. */
export async function findTenantByTag(storage: Storage, tag: string): Promise<Tenant | undefined> {
  return storage.find('directory', tenantByTag, tag)
}

function tenantByTag(db: Database<DirectoryTables>, tag: string) {
  return db.selectFrom('core_tenants').select(['id', 'name', 'status']).where('key_tag', '=', tag)
}

/** Makes the tenant `local` with its owner and the three identities, where they are not there yet. */
export async function ensureLocalTenant(storage: Storage, now: Date): Promise<void> {
  await storage.directory('write', (db) => insertTenant(db, { id: localTenant, name: 'Local' }, now))
  await storage.transaction(localTenant, 'write', (db) => insertLocalPeople(db, now))
}

async function insertTenant(db: Database<DirectoryTables>, { id, name }: { id: string; name: string }, now: Date): Promise<boolean> {
  const row = { id, name, key_tag: keyTag(id), status: 'active' as const, created_at: now.toISOString() }
  const added = await db
    .insertInto('core_tenants')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}
