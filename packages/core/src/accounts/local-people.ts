import type { Application } from '../application.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { localAgents, localOwner, localTenant } from './identities.ts'
import { findMember } from './members.ts'
import type { AccountTables } from './tables.ts'

/** Databases of which this process knows that they have their local people. */
const settled = new WeakSet<Storage>()

/** Gives the people of this machine their rows before the first call that could ask for them. */
export async function ensureLocalPeople({ storage, clock }: Pick<Application, 'storage' | 'clock'>, tenant: string): Promise<void> {
  if (tenant !== localTenant || settled.has(storage)) return
  const owner = await storage.transaction(localTenant, 'read', (db) => findMember(db, localOwner.id))
  // Looking first, so that a process that only reads takes no lock for it.
  if (owner === undefined) await storage.transaction(localTenant, 'write', (db) => insertLocalPeople(db, clock()))
  settled.add(storage)
}

/** Adds the owner of this machine and the three identities, where they are not there yet. */
export async function insertLocalPeople(db: Database<AccountTables>, now: Date): Promise<void> {
  const created_at = now.toISOString()
  const owner = { ...localOwner, email: null, created_at }
  const agents = localAgents.map(({ id, type }) => ({ id, name: id, type, member_id: localOwner.id, created_at }))
  await db
    .insertInto('core_members')
    .values(owner)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('core_agents')
    .values(agents)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
