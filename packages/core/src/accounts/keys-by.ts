import type { Actor } from '../actor.ts'
import type { Database } from '../storage/storage.ts'
import { requireBelow, requireOwn } from './key.ts'
import { type IssuedKey, issueKey, type KeyRow, type NewKey, requireKey, revokeKey, rotateKey } from './keys.ts'

/** Makes a key to where its maker is, which carries the same person. */
export async function issueKeyBy(
  db: Database,
  { tenant, member }: Actor,
  key: Omit<NewKey, 'tenant' | 'memberId'>,
  now: Date,
): Promise<IssuedKey> {
  return issueKey(db, { ...key, tenant, memberId: member?.id }, now)
}

/** Ends a key at once; `ended` is false if that was done before. Throws `not_found`, and `forbidden` for the key of a superadmin. */
export async function endKeyBy(db: Database, actor: Actor, id: string, now: Date): Promise<{ key: KeyRow; ended: boolean }> {
  const key = await requireKey(db, id)
  requireBelow(actor, key)
  const ended = await revokeKey(db, id, now)
  return { key: ended ?? key, ended: ended !== undefined }
}

/** Like `rotateKey`; throws `forbidden` for the key of a superadmin or of another person. */
export async function rotateKeyBy(
  db: Database,
  actor: Actor,
  { id, graceHours }: { id: string; graceHours: number },
  now: Date,
): ReturnType<typeof rotateKey> {
  const old = await requireKey(db, id)
  requireBelow(actor, old)
  requireOwn(actor, old)
  return rotateKey(db, { id, tenant: actor.tenant, graceHours }, now)
}
