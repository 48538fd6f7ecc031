import { stripControls } from 'loop-core/process'

/** What a terminal would obey, or what makes a line read otherwise than it is; line ends and tabs stay. */
const unseen = /(?![\n\t])[\p{Cc}\p{Bidi_C}\u2028\u2029\u{e0000}-\u{e007f}]/gu

/** Text of strangers as a terminal may show it: no colours, no movements, no marks that turn the direction of writing. */
export function plainText(text: string): string {
  return stripControls(text.toWellFormed()).replaceAll(unseen, '')
}

/** The same in one line, and no longer than this. */
export function plainLine(text: string, most = 200): string {
  const line = plainText(text.slice(0, most * 8))
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** The same with each such mark made visible, so that a person sees that a diff holds one. */
export function withMarksShown(text: string): string {
  return stripControls(text.toWellFormed()).replaceAll(
    unseen,
    (mark) => `⟨U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}
