/** How much is shown of what others say. */
export const shownCharacters = 200

/** A connection that was tried at several addresses has a code and no words. */
export function wordsOf(thrown: unknown): string {
  const { message, code } = thrown as Error & { code?: string }
  return shown(message || code || 'failed')
}

/** The beginning of a text of others, without what would break a line or a database. */
export function shown(text: string): string {
  return [...text.replaceAll(/\p{Cc}+/gu, ' ').trim()].slice(0, shownCharacters).join('')
}
