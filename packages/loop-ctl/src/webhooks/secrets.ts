import { randomBytes } from 'node:crypto'
import { createCipher, type TransactionContext } from 'loop-core'
import { CtlConfig } from '../config.ts'
import type { CtlDatabase } from '../ctl.ts'
import { findOwnKey, keepOwnKey } from '../storage/encryption-keys.ts'

/** A new secret, as its receiver gets it. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}

/** Where the secret of a webhook is kept. */
export function placeOf(row: string) {
  return { table: 'ctl_webhooks', column: 'signing_secret', row }
}

type Surroundings = Pick<TransactionContext, 'config'> & { db: CtlDatabase }

/**
 * What secrets are encrypted with: the key that the server was given, else one that is made here and kept in the database beside them.
 *
 * One that was kept there still decrypts once the server is given a key.
 */
export async function writingCipher({ db, config }: Surroundings) {
  const given = config(CtlConfig).LOOP_ENCRYPTION_KEY
  const own = given === undefined ? await keepOwnKey(db, randomBytes(32).toString('base64')) : undefined
  return createCipher(given ?? own!)
}

/** The same for reading, which makes no key. Undefined if there is none. */
export async function readingCipher({ db, config }: Surroundings) {
  const keys = [config(CtlConfig).LOOP_ENCRYPTION_KEY, await findOwnKey(db)].filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : createCipher(keys.join(','))
}
