/** A name in one form: NFKC, lower case, all but letters, digits and dots made dashes. Letters of every script stay. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}.]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
}
