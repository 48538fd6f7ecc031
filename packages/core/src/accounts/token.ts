import { createHash, randomBytes } from 'node:crypto'

/** The text of an API key: `lc_` and 40 URL-safe characters, the last eight of which lead to the tenant. */
const tokenPattern = /^lc_[A-Za-z0-9_-]{32}([A-Za-z0-9_-]{8})$/

/** The eight characters that a tenant's keys end in; they make a key findable without looking into every tenant. */
export function keyTag(tenant: string): string {
  return createHash('sha256').update(`loop-key-tag\0${tenant}`).digest().subarray(0, 6).toString('base64url')
}

/** Makes a new key with 192 random bits. */
export function newToken(tenant: string): string {
  return `lc_${randomBytes(24).toString('base64url')}${keyTag(tenant)}`
}

/** The tag inside a key, or undefined for a text that is no key. */
export function tagOf(token: string): string | undefined {
  return tokenPattern.exec(token)?.[1]
}

/** What is stored of a key. A plain hash is enough, because a key is random and not chosen by a person. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What is shown of a key to tell it apart. */
export function prefixOf(token: string): string {
  return token.slice(0, 11)
}
