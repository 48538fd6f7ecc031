import { LoopError } from '../error.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { checkTenant } from '../storage/tenant.ts'
import { localTenant } from './identities.ts'
import { insertLocalPeople } from './local-people.ts'
import { changeProfile } from './profile.ts'
import type { DirectoryTables } from './tables.ts'
import { keyTag } from './token.ts'

const columns = ['id', 'name', 'status', 'created_at'] as const

/** A tenant as the directory lists it; its people change its name in the profile alone. */
export interface Tenant {
  /** Also its slug: what people write in addresses, and the name of its file. */
  id: string
  /** The one that it was made with. */
  name: string
  status: TenantStatus
  created_at: string
}

export type TenantStatus = DirectoryTables['core_tenants']['status']

export interface NewTenant {
  /** Its slug, which it keeps for good. */
  id: string
  name: string
  email?: string
  /** `active` unless said. */
  status?: TenantStatus
}

/** Adds a tenant with its profile; throws `conflict` with the code `tenant_exists` or `email_taken`. */
export async function createTenant(storage: Storage, tenant: NewTenant, now: Date): Promise<void> {
  await reserveTenant(storage, tenant, now)
  const { id, name, email } = tenant
  await storage.transaction(id, 'write', (db) => changeProfile(db, { name, email }, now))
}

/** Lists a tenant that has nothing of its own yet. Throws as {@link createTenant} does. */
export async function reserveTenant(storage: Storage, tenant: NewTenant, now: Date): Promise<void> {
  checkTenant(tenant.id)
  await storage.directory('write', async (db) => {
    await requireFree(db, tenant)
    // Somebody else may have come first since.
    if (!(await insertTenant(db, tenant, now))) throw tenantExists(tenant.id)
  })
}

/** Throws what {@link createTenant} would, for whoever wants to know beforehand. */
export async function requireFree(db: Database<DirectoryTables>, { id, email }: Pick<NewTenant, 'id' | 'email'>): Promise<void> {
  const taken = await db
    .selectFrom('core_tenants')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', id), eb('email', '=', inSmallLetters(email))]))
    .execute()
  if (id === localTenant || taken.some((tenant) => tenant.id === id)) throw tenantExists(id)
  if (taken.length > 0)
    throw new LoopError('conflict', 'This address belongs to a tenant already. Use another one.', { code: 'email_taken' })
}

function tenantExists(id: string): LoopError {
  return new LoopError('conflict', `There is already a tenant ${id}. Choose another id.`, { code: 'tenant_exists' })
}

function inSmallLetters(email: string | undefined): string | null {
  return email?.trim().toLowerCase() ?? null
}

/** Changes who gets in, from the next request on; false if it is so already. Throws `not_found tenant_not_found`. */
export async function setTenantStatus(storage: Storage, id: string, status: TenantStatus): Promise<boolean> {
  const changed = await storage.directory('write', (db: Database<DirectoryTables>) =>
    db.updateTable('core_tenants').set({ status }).where('id', '=', id).where('status', '<>', status).returning('id').execute(),
  )
  if (changed.length === 0) await requireTenant(storage, id)
  return changed.length > 0
}

/** The tenant with this id, whatever its status. Throws `not_found tenant_not_found`. */
export async function requireTenant(storage: Storage, id: string): Promise<Tenant> {
  const tenant = await findTenant(storage, id)
  if (tenant === undefined) throw new LoopError('not_found', 'Tenant not found', { code: 'tenant_not_found' })
  return tenant
}

/** The tenant with this id, whatever its status, or undefined. */
export async function findTenant(storage: Storage, id: string): Promise<Tenant | undefined> {
  return storage.find('directory', tenantById, id)
}

function tenantById(db: Database<DirectoryTables>, id: string) {
  return db.selectFrom('core_tenants').select(columns).where('id', '=', id)
}

/** All tenants, by id. */
export async function listTenants(storage: Storage): Promise<Tenant[]> {
  return storage.directory('read', (db: Database<DirectoryTables>) => db.selectFrom('core_tenants').select(columns).orderBy('id').execute())
}

/** The tenant whose keys end in this tag. */
export async function findTenantByTag(storage: Storage, tag: string): Promise<Tenant | undefined> {
  return storage.find('directory', tenantByTag, tag)
}

function tenantByTag(db: Database<DirectoryTables>, tag: string) {
  return db.selectFrom('core_tenants').select(columns).where('key_tag', '=', tag)
}

/** Makes the tenant `local` with its owner and the three identities, where they are not there yet. */
export async function ensureLocalTenant(storage: Storage, now: Date): Promise<void> {
  await storage.directory('write', (db) => insertTenant(db, { id: localTenant, name: 'Local' }, now))
  await storage.transaction(localTenant, 'write', (db) => insertLocalPeople(db, now))
}

async function insertTenant(db: Database<DirectoryTables>, { id, name, email, status = 'active' }: NewTenant, now: Date): Promise<boolean> {
  const row = { id, name, email: inSmallLetters(email), key_tag: keyTag(id), status, created_at: now.toISOString() }
  const added = await db
    .insertInto('core_tenants')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}
