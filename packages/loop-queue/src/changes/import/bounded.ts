import { createHash } from 'node:crypto'

const longestKey = 200

/** A name of a source as a database can keep it in a key: what is too long or no text gets a digest in place of its end. */
export function storedKey(name: string): string {
  const sound = name.toWellFormed().replaceAll('\0', '\ufffd')
  if (sound === name && name.length <= longestKey) return name
  const digest = createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 16)
  return `${cut(sound, longestKey / 2)}#${digest}`
}

/** At most so many characters of a text. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : [...text.slice(0, 2 * limit)].slice(0, limit).join('')
}

/** The name of somebody whom another database knows. */
export function identityOf(text: string, preset: string): string {
  return cut(text, 200) || preset
}

/** An instant in UTC, as all others are written. */
export function instantOf(text: string): string
export function instantOf(text: string | null | undefined): string | null
export function instantOf(text: string | null | undefined): string | null {
  return text ? new Date(text).toISOString() : null
}
