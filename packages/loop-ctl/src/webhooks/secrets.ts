import { randomBytes } from 'node:crypto'
import { createCipher, LoopError, type TransactionContext } from 'loop-core'
import { CtlConfig } from '../config.ts'
import type { CtlDatabase } from '../ctl.ts'
import { findOwnKey, keepOwnKey } from '../storage/encryption-keys.ts'
import type { WebhookRow } from '../storage/tables.ts'

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

/** What reads the secret of a webhook; it makes no key. The reading throws `internal secret_unreadable` where no key fits. */
export async function secretReader(surroundings: Surroundings) {
  const cipher = await readingCipher(surroundings)
  return ({ id, signing_secret }: Pick<WebhookRow, 'id' | 'signing_secret'>): string => {
    if (cipher === undefined) throw keyIsGone()
    return cipher.decrypt(signing_secret, placeOf(id))
  }
}

/** What decrypts with every key that there is, or undefined where there is none; it makes no key. */
export async function readingCipher({ db, config }: Surroundings) {
  const keys = [config(CtlConfig).LOOP_ENCRYPTION_KEY, await findOwnKey(db)].filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : createCipher(keys.join(','))
}

function keyIsGone(): LoopError {
  return new LoopError('internal', 'LOOP_ENCRYPTION_KEY is missing: the secret of this webhook was encrypted with it.', {
    code: 'secret_unreadable',
  })
}
