import { withoutPrivate } from './private.ts'
import { findSecrets, redact } from './secrets.ts'

export interface Cleaned {
  text: string
  /** How many secrets were taken out. */
  redactions: number
  /** True where there was something and all of it was private. */
  hidden: boolean
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/**
 * Makes a free text fit to be kept: without what is private, without control characters but tab and newline, well-formed, and with secrets redacted.
 *
 * The only door for free text, wherever it comes from.
 */
export async function clean(text: string): Promise<Cleaned> {
  const wellFormed = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(controls, '')
  const open = withoutPrivate(wellFormed)
  const redacted = redact(open, await findSecrets(open))
  const trimmed = redacted.text.trim()
  return { text: trimmed, redactions: redacted.redactions, hidden: trimmed === '' && wellFormed.trim() !== '' }
}
