import type { Storage } from '../storage/storage.ts'
import { localOwner, localTenant } from './identities.ts'
import { issueKeyOnce } from './keys.ts'
import { ensureLocalTenant } from './tenants.ts'

/** The same id everywhere, so that two first starts at once make one key. */
const ownerKeyId = 'owner-key'

/** Makes the local tenant and its owner's personal key; returns the key the first time, and undefined ever after. */
export async function ensureOwnerKey(storage: Storage, now: Date): Promise<string | undefined> {
  await ensureLocalTenant(storage, now)
  const key = {
    id: ownerKeyId,
    tenant: localTenant,
    name: 'Owner, first start',
    role: 'user',
    memberId: localOwner.id,
    personal: true,
  } as const
  const issued = await storage.transaction(localTenant, 'write', (db) => issueKeyOnce(db, key, now))
  return issued?.token
}
