import { LoopError } from '../error.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { issueKey } from './keys.ts'
import { addMember } from './members.ts'
import type { DirectoryTables } from './tables.ts'
import { createTenant } from './tenants.ts'

/** For how long a sign-up that was begun keeps others from taking it up, in milliseconds. */
const patience = 60_000

export interface SignUp {
  /** Of the tenant that is made for the person, and of the person in it. */
  id: string
  email: string
}

/**
 * Makes a tenant of their own for a person who signs up, and a key that is shown this once.
 *
 * Throws `conflict email_taken` for an address that has one, in whatever letters it is written.
 */
export async function signUp(storage: Storage, { id, email }: SignUp, now: Date): Promise<{ token: string; email: string }> {
  const address = email.trim().toLowerCase()
  const tenant = await begin(storage, { id, email: address }, now)
  if (tenant === undefined)
    throw new LoopError('conflict', 'This address has signed up already. Use the key that it got; the operator can issue another.', {
      code: 'email_taken',
    })
  await createTenant(storage, { id: tenant, name: address, email: address }, now).catch(unlessThere)
  const token = await storage.transaction(tenant, 'write', async (db) => {
    await addMember(db, { id: tenant, name: address, email: address, created_at: now.toISOString() })
    return (await issueKey(db, { tenant, name: 'Sign-up', role: 'user', memberId: tenant }, now)).token
  })
  await storage.directory('write', (db) => settle(db, address, now.toISOString()))
  return { token, email: address }
}

/** Takes the address, or takes up what a process that ended in the middle has left; undefined where it is taken. */
async function begin(storage: Storage, { id, email }: SignUp, now: Date): Promise<string | undefined> {
  const begun_at = now.toISOString()
  const abandoned = new Date(now.getTime() - patience).toISOString()
  return storage.directory('write', async (db: Database<DirectoryTables>) => {
    const [taken] = await db
      .insertInto('core_sign_ups')
      .values({ email, tenant: id, begun_at, settled_at: null })
      .onConflict((conflict) =>
        conflict
          .column('email')
          .doUpdateSet({ begun_at })
          .where('core_sign_ups.settled_at', 'is', null)
          .where('core_sign_ups.begun_at', '<', abandoned),
      )
      .returning('tenant')
      .execute()
    return taken?.tenant
  })
}

async function settle(db: Database<DirectoryTables>, email: string, settled_at: string): Promise<void> {
  await db.updateTable('core_sign_ups').set({ settled_at }).where('email', '=', email).execute()
}

function unlessThere(thrown: unknown): void {
  if (!LoopError.is(thrown) || thrown.code !== 'tenant_exists') throw thrown
}
