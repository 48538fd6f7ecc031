import type { Database, Storage } from '../storage/storage.ts'
import type { DirectoryTables } from './tables.ts'
import { requireFree } from './tenants.ts'

type Directory = Database<DirectoryTables>

/** What somebody wants to be called who is about to sign up with authenticators, and what each of these has to sign. */
export interface Enrolment {
  id: string
  /** The id that the tenant will have. */
  tenant: string
  name: string
  email: string
  challenges: readonly string[]
  expires_at: string
}

/** How long somebody may stand in the directory without getting any further, in milliseconds. */
const patience = 15 * 60_000

/** Keeps an enrolment until its authenticators answer. Throws `conflict` with the code `tenant_exists` or `email_taken`. */
export async function beginEnrolment(storage: Storage, { challenges, ...enrolment }: Enrolment): Promise<void> {
  await storage.directory('write', async (db: Directory) => {
    await requireFree(db, { id: enrolment.tenant, email: enrolment.email })
    await db
      .insertInto('core_enrolments')
      .values({ ...enrolment, challenges: JSON.stringify(challenges) })
      .execute()
  })
}

/** Takes an enrolment away, so that each is gone on with once, whatever becomes of it; undefined where there is none or its time is over. */
export async function takeEnrolment(storage: Storage, id: string, now: Date): Promise<Enrolment | undefined> {
  const [taken] = await storage.directory('write', (db: Directory) =>
    db.deleteFrom('core_enrolments').where('id', '=', id).where('expires_at', '>', now.toISOString()).returningAll().execute(),
  )
  return taken && { ...taken, challenges: JSON.parse(taken.challenges) }
}

/** Lets the people of a tenant in whose enrolment has come to its end; false where it is no longer under way. */
export async function admitTenant(storage: Storage, id: string): Promise<boolean> {
  const admitted = await storage.directory('write', (db: Directory) =>
    db
      .updateTable('core_tenants')
      .set({ status: 'active' })
      .where('id', '=', id)
      .where('status', '=', 'pending_enrollment')
      .returning('id')
      .execute(),
  )
  return admitted.length > 0
}

/**
 * Forgets enrolments that nobody came back to, and ends those that a process left in the middle a quarter of an hour ago.
 *
 * Where everything but the admission was done, that is made up for, since what the log says has happened; all others are taken off the list.
 */
export async function sweepEnrolments(storage: Storage, now: Date, isSetUp: (db: Database) => Promise<boolean>): Promise<void> {
  const stuck = await storage.directory('write', async (db: Directory) => {
    await db.deleteFrom('core_enrolments').where('expires_at', '<=', now.toISOString()).execute()
    const before = new Date(now.getTime() - patience).toISOString()
    const pending = db.selectFrom('core_tenants').select('id').where('status', '=', 'pending_enrollment')
    return pending.where('created_at', '<', before).execute()
  })
  for (const { id } of stuck) {
    if (await storage.transaction(id, 'read', isSetUp)) await admitTenant(storage, id)
    else await storage.directory('write', (db: Directory) => unlist(db, id))
  }
}

async function unlist(db: Directory, id: string): Promise<void> {
  await db.deleteFrom('core_tenants').where('id', '=', id).where('status', '=', 'pending_enrollment').execute()
}
