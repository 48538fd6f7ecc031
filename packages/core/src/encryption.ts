import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { LoopError } from './error.ts'

/** Where a secret is kept. It is bound to that place: moved to another row or column it cannot be read. */
export interface Place {
  table: string
  column: string
  row: string
}

export interface Cipher {
  encrypt(plain: string, place: Place): string
  /** Throws `internal` if the text was changed, moved, or encrypted with a key that is not there. */
  decrypt(encrypted: string, place: Place): string
  /** True if the text was encrypted with an older key and should be written anew. */
  isOutdated(encrypted: string): boolean
}

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts secrets at rest with AES-256-GCM (NIST SP 800-38D), the place as associated data.
 *
 * `keys` are 32 bytes each in base64, separated by commas as in `LOOP_ENCRYPTION_KEY`: the first encrypts, all decrypt, so a key is
 * rotated by putting a new one in front. Throws `invalid_input bad_encryption_key` for a key of another length.
 */
export function createCipher(keys: string): Cipher {
  const ring = keys.split(',').map((key) => parseKey(key.trim()))
  const [current] = ring as [Key]
  return {
    encrypt: (plain, place) => encrypt(current, plain, place),
    decrypt: (encrypted, place) => decrypt(ring, encrypted, place),
    isOutdated: (encrypted) => keyIdOf(encrypted) !== current.id,
  }
}

interface Key {
  /** Eight characters that tell keys apart without telling anything of them. */
  id: string
  bytes: Buffer
}

function parseKey(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32) {
    throw new LoopError('invalid_input', 'LOOP_ENCRYPTION_KEY must hold 32 bytes in base64. Make one with: openssl rand -base64 32', {
      code: 'bad_encryption_key',
    })
  }
  return { id: createHash('sha256').update('loop-key-id\0').update(bytes).digest('hex').slice(0, 8), bytes }
}

function encrypt({ id, bytes }: Key, plain: string, place: Place): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce, { authTagLength: tagBytes }).setAAD(associated(place))
  const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final()])
  return [version, id, Buffer.concat([body, cipher.getAuthTag()]).toString('base64url')].join('.')
}

function decrypt(ring: readonly Key[], encrypted: string, place: Place): string {
  const key = ring.find(({ id }) => id === keyIdOf(encrypted))
  if (key === undefined) throw unreadable()
  const text = encrypted.slice(`${version}.${key.id}.`.length)
  const body = Buffer.from(text, 'base64url')
  // The decoder overlooks what is no base64, and the spare bits of the last character.
  if (body.length < nonceBytes + tagBytes || body.toString('base64url') !== text) throw unreadable()
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(associated(place)).setAuthTag(body.subarray(-tagBytes))
  try {
    return decipher.update(body.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** As JSON, so that no two places have the same bytes. */
function associated({ table, column, row }: Place): Buffer {
  return Buffer.from(JSON.stringify([version, table, column, row]))
}

function keyIdOf(encrypted: string): string | undefined {
  return encrypted.startsWith(`${version}.`) ? encrypted.split('.')[1] : undefined
}

function unreadable(cause?: unknown): LoopError {
  return new LoopError('internal', 'A stored secret cannot be read: it was changed, or its encryption key is gone. Enter it again.', {
    code: 'secret_unreadable',
    cause,
  })
}
