import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import * as field from '../fields.ts'
import { invalid } from '../refusals.ts'
import type { AuthenticatorRow } from '../storage/enrolment-tables.ts'
import type { RelyingParty } from './relying-party.ts'

/** How many authenticators somebody may sign up with. */
export const mostAuthenticators = 5

const base64url = z.string().max(64 * 1024)

/** What an authenticator answers in the browser; what else browsers tell of it is not needed. */
export const GivenAuthenticator = z.object({
  name: field.said(120).optional(),
  response: z.object({
    id: z.string().max(2_000),
    rawId: z.string().max(2_000),
    type: z.literal('public-key'),
    response: z.object({ clientDataJSON: base64url, attestationObject: base64url }),
  }),
})

/** What of an authenticator is kept. */
export type Authenticator = Pick<AuthenticatorRow, 'credential_id' | 'public_key' | 'attestation_format' | 'sign_count' | 'friendly_name'>

// Only whoever signs up needs the library, and it takes long to load.
const webauthn = () => import('@simplewebauthn/server')
const helpers = () => import('@simplewebauthn/server/helpers')

/** What the browser asks authenticators for, one of them each: they differ in their challenge. */
export async function creationOptions(party: RelyingParty, person: { name: string; email: string }) {
  const { generateRegistrationOptions } = await webauthn()
  const { generateUserID } = await helpers()
  const options = {
    rpName: 'Loop',
    rpID: party.id,
    userID: await generateUserID(),
    userName: person.email,
    userDisplayName: person.name,
    timeout: 5 * 60_000,
  }
  const all: PublicKeyCredentialCreationOptionsJSON[] = []
  while (all.length < mostAuthenticators) all.push(await generateRegistrationOptions(options))
  return all
}

/** Refuses none at all and too many. */
export function requireFewAuthenticators({ length }: readonly unknown[]): void {
  if (length === 0) throw invalid({ authenticators: 'must be at least one' }, { code: 'no_authenticators' })
  if (length > mostAuthenticators)
    throw invalid({ authenticators: `must be at most ${mostAuthenticators}` }, { code: 'too_many_authenticators' })
}

/** Finds out that each authenticator signed a challenge of its own for this address. Throws `invalid_input invalid_attestation`. */
export async function verifyAuthenticators(
  given: readonly z.output<typeof GivenAuthenticator>[],
  party: RelyingParty,
  challenges: readonly string[],
): Promise<Authenticator[]> {
  const left = new Set(challenges)
  const verified: Authenticator[] = []
  for (const [index, { name = defaultName(index), response }] of given.entries()) {
    const seen = await verify({ ...response, clientExtensionResults: {} }, party, left).catch(() => undefined)
    if (seen === undefined) throw invalidAttestation(`"${name}" could not be confirmed`, party)
    if (verified.some(({ credential_id }) => credential_id === seen.credential_id))
      throw invalidAttestation(`"${name}" is one that is there already`, party)
    verified.push({ ...seen, friendly_name: name })
  }
  return verified
}

function defaultName(index: number): string {
  return index === 0 ? 'Primary authenticator' : `Backup authenticator ${index}`
}

/** Undefined, or an error of the library, where anything is not as it should be. */
async function verify(response: RegistrationResponseJSON, party: RelyingParty, challenges: Set<string>) {
  if (!(await vouchesForItself(response))) return undefined
  const { verifyRegistrationResponse } = await webauthn()
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => challenges.delete(challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    // A plain security key has no way to tell who touches it.
    requireUserVerification: false,
  })
  if (registrationInfo === undefined) return undefined
  const { credential, fmt } = registrationInfo
  return {
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    attestation_format: fmt,
    sign_count: credential.counter,
  }
}

/** We ask for no certificates, so no honest browser sends any; to check them, addresses that they name would have to be asked. */
async function vouchesForItself({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await helpers()
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  return decoded.get('fmt') === 'none' || (decoded.get('fmt') === 'packed' && decoded.get('attStmt').get('x5c') === undefined)
}

function invalidAttestation(problem: string, { origin }: RelyingParty) {
  const hints = [`Begin again, on the page ${origin}/signup: an authenticator signs the address at which it is used.`]
  return invalid({ authenticators: problem }, { code: 'invalid_attestation', hints })
}
