import { createHash } from 'node:crypto'
import type { TransactionContext } from 'loop-core'
import { addMember, changeProfile, type Enrolment } from 'loop-core/accounts'
import { at } from '../ctl.ts'
import { insertAuthenticators } from '../storage/authenticators.ts'
import type { Authenticator } from './authenticators.ts'

/** What the log calls whoever signed up, since they have no key yet. */
export const newcomer = 'human:webauthn'

/** The person in what they signed up for. */
export const founder = 'owner'

/** Makes all that belongs to somebody new, and says so in their log. */
export async function setUp(context: TransactionContext, enrolment: Enrolment, authenticators: readonly Authenticator[]): Promise<void> {
  const { db, emit, newId, now } = context
  const { tenant: entity, name, email } = enrolment
  const [inserted_at, updated_at] = [at(context), at(context)]
  await changeProfile(db, { name, email }, now())
  await addMember(db, { id: founder, name, email, created_at: inserted_at })
  await insertAuthenticators(
    db,
    authenticators.map((one) => ({ id: newId(), ...one, last_used_at: null, inserted_at, updated_at })),
  )
  const details = { fingerprints: authenticators.map(fingerprintOf) }
  emit({ type: 'tenant.tenant_created', entity, by: newcomer, after: { status: 'active' }, details })
}

function fingerprintOf({ credential_id }: Authenticator): string {
  return createHash('sha256').update(Buffer.from(credential_id, 'base64url')).digest('hex').slice(0, 16)
}
